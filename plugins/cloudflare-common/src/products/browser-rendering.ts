import { permissionToRead } from './permissionToRead';
import { Product } from './Product';

/** Browser Rendering: the qualified name is none: one entity per account. */
export const browserRenderingProduct: Product = {
  id: 'browserRendering',
  segment: 'browser-rendering',
  title: 'Browser Rendering',
  resourceTitle: 'Browser Rendering',
  resourceType: 'cloudflare-browser-rendering',
  annotation: 'cloudflare.com/browser-rendering',
  entityNamePrefix: 'cf-browser-rendering',
  onePerAccount: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.browserrendering'),
  tokenPermissions: ['Browser Rendering Read'],
  dashboardPath: () => 'workers/browser-rendering',
};
