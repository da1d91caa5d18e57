import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Durable Objects: the qualified name is `script:Class`, a bare class where it is unique. */
export const durableObjectsProduct: Product = {
  id: 'durableObjects',
  segment: 'durable-objects',
  title: 'Durable Objects',
  resourceTitle: 'Durable Object class',
  resourceType: 'cloudflare-durable-object',
  annotation: 'cloudflare.com/durable-object',
  entityNamePrefix: 'cf-do-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.durableobjects'),
  tokenPermissions: ['Workers Scripts Read'],
  dashboardPath: ({ id }) => `workers/durable-objects/view/${segment(id)}`,
};
