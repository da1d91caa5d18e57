import { segment } from './dashboard';
import { permissionToRead } from './permissionToRead';
import { Product } from './Product';

/** R2: the qualified name is the bucket name, `jurisdiction:bucket` outside of the default jurisdiction. */
export const r2Product: Product = {
  id: 'r2',
  segment: 'r2',
  title: 'R2',
  resourceTitle: 'R2 bucket',
  resourceType: 'cloudflare-r2',
  annotation: 'cloudflare.com/r2',
  entityNamePrefix: 'cf-r2-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.r2'),
  tokenPermissions: ['Workers R2 Storage Read'],
  dashboardPath: ({ qualifiedName }) => {
    const [bucket, jurisdiction = 'default'] = qualifiedName
      .split(':')
      .reverse();
    return `r2/${segment(jurisdiction)}/buckets/${segment(bucket)}`;
  },
};
