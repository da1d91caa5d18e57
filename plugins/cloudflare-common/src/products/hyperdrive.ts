import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Hyperdrive: the qualified name is the configuration name. */
export const hyperdriveProduct: Product = {
  id: 'hyperdrive',
  segment: 'hyperdrive',
  title: 'Hyperdrive',
  resourceTitle: 'Hyperdrive configuration',
  resourceType: 'cloudflare-hyperdrive',
  annotation: 'cloudflare.com/hyperdrive',
  entityNamePrefix: 'cf-hyperdrive-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.hyperdrive'),
  tokenPermissions: ['Hyperdrive Read'],
  dashboardPath: ({ id }) => `workers/hyperdrive/${segment(id)}`,
};
