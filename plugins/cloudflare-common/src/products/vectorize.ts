import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Vectorize: the qualified name is the index name. */
export const vectorizeProduct: Product = {
  id: 'vectorize',
  segment: 'vectorize',
  title: 'Vectorize',
  resourceTitle: 'Vectorize index',
  resourceType: 'cloudflare-vectorize',
  annotation: 'cloudflare.com/vectorize',
  entityNamePrefix: 'cf-vectorize-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.vectorize'),
  tokenPermissions: ['Vectorize Read'],
  dashboardPath: ({ qualifiedName }) =>
    `ai/vectorize/${segment(qualifiedName)}`,
};
