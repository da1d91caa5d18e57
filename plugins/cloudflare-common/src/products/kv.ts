import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** KV: the qualified name is the namespace title. */
export const kvProduct: Product = {
  id: 'kv',
  segment: 'kv',
  title: 'KV',
  resourceTitle: 'KV namespace',
  resourceType: 'cloudflare-kv',
  annotation: 'cloudflare.com/kv',
  entityNamePrefix: 'cf-kv-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.kv'),
  tokenPermissions: ['Workers KV Storage Read'],
  dashboardPath: ({ id }) => `workers/kv/namespaces/${segment(id)}`,
};
