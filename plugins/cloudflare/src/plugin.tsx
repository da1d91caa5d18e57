import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiCloudLine } from '@remixicon/react';
import {
  cloudflareApi,
  cloudflareEntityContent,
  cloudflarePage,
  deploymentsSubPage,
  inventorySubPage,
} from './extensions';
import { rootRouteRef } from './routes';

/**
 * The Cloudflare plugin: the page `/cloudflare`, and the tab "Cloudflare" of
 * Components and Resources.
 *
 * @public
 */
export const cloudflarePlugin = createFrontendPlugin({
  pluginId: 'cloudflare',
  title: 'Cloudflare',
  icon: <RiCloudLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    cloudflareApi,
    cloudflarePage,
    inventorySubPage,
    deploymentsSubPage,
    cloudflareEntityContent,
  ],
});
