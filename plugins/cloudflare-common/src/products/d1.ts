import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** D1: the qualified name is the database name. */
export const d1Product: Product = {
  id: 'd1',
  segment: 'd1',
  title: 'D1',
  resourceTitle: 'D1 database',
  resourceType: 'cloudflare-d1',
  annotation: 'cloudflare.com/d1',
  entityNamePrefix: 'cf-d1-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.d1'),
  tokenPermissions: ['D1 Read'],
  dashboardPath: ({ id }) => `workers/d1/databases/${segment(id)}`,
};
