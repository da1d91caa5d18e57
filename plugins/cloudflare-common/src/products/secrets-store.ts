import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Secrets Store: the qualified name is the store name. */
export const secretsStoreProduct: Product = {
  id: 'secretsStore',
  segment: 'secrets-store',
  title: 'Secrets Store',
  resourceTitle: 'Secrets Store',
  resourceType: 'cloudflare-secrets-store',
  annotation: 'cloudflare.com/secrets-store',
  entityNamePrefix: 'cf-secrets-store-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.secretsstore.meta'),
  hiddenWithoutPermission: true,
  tokenPermissions: ['Secrets Store Read'],
  dashboardPath: ({ id }) => `secrets-store/${segment(id)}`,
};
