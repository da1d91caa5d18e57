import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Containers: the qualified name is the application name. */
export const containersProduct: Product = {
  id: 'containers',
  segment: 'containers',
  title: 'Containers',
  resourceTitle: 'Container application',
  resourceType: 'cloudflare-container',
  annotation: 'cloudflare.com/container',
  entityNamePrefix: 'cf-container-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.containers'),
  tokenPermissions: ['Workers Containers Read'],
  dashboardPath: ({ id }) => `workers/containers/${segment(id)}`,
};
