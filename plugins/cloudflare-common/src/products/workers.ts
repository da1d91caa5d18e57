import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Workers: the qualified name is the script name. */
export const workersProduct: Product = {
  id: 'workers',
  segment: 'workers',
  title: 'Workers',
  resourceTitle: 'Worker',
  resourceType: 'cloudflare-worker',
  annotation: 'cloudflare.com/worker',
  entityNamePrefix: 'cf-worker-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.workers'),
  tokenPermissions: ['Workers Scripts Read'],
  dashboardPath: ({ qualifiedName }) =>
    `workers/services/view/${segment(qualifiedName)}/production`,
};
