import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** AI Search: the qualified name is the instance id, `namespace:id` outside of the default namespace. */
export const aiSearchProduct: Product = {
  id: 'aiSearch',
  segment: 'ai-search',
  title: 'AI Search',
  resourceTitle: 'AI Search instance',
  resourceType: 'cloudflare-ai-search',
  annotation: 'cloudflare.com/ai-search',
  entityNamePrefix: 'cf-ai-search-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.aisearch'),
  tokenPermissions: ['AI Search Read'],
  // The address of an instance of another namespace is not known.
  dashboardPath: ({ qualifiedName }) =>
    qualifiedName.includes(':')
      ? 'ai/ai-search'
      : `ai/ai-search/${segment(qualifiedName)}`,
};
