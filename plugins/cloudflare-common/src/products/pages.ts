import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Pages: the qualified name is the project name. */
export const pagesProduct: Product = {
  id: 'pages',
  segment: 'pages',
  title: 'Pages',
  resourceTitle: 'Pages project',
  resourceType: 'cloudflare-pages',
  annotation: 'cloudflare.com/pages',
  entityNamePrefix: 'cf-pages-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.pages'),
  tokenPermissions: ['Pages Read'],
  dashboardPath: ({ qualifiedName }) => `pages/view/${segment(qualifiedName)}`,
};
