import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiCloudLine } from '@remixicon/react';
import {
  cloudflareApi,
  cloudflareCatalogFilters,
  cloudflareEntityContent,
  cloudflareEntityIconLink,
  cloudflarePage,
  cloudflarePostureCard,
  cloudflareSubPages,
  myCloudflareWidget,
  myFailingChecksWidget,
} from './extensions';
import {
  cloudflarePageRouteRef,
  entityContentRouteRef,
  rootRouteRef,
} from './routes';
import { titleMessages } from './titles';

/**
 * The Cloudflare plugin: the page `/cloudflare`, the tab "Cloudflare" of
 * Components and Resources and the link to it or to the dashboard, the posture
 * card of Components, Resources and Systems, the filters of the catalog's list,
 * and the home page's cards "My Cloudflare" and "My failing checks".
 *
 * @public
 */
export const cloudflarePlugin = createFrontendPlugin({
  pluginId: 'cloudflare',
  title: titleMessages.page,
  icon: <RiCloudLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { page: cloudflarePageRouteRef },
  extensions: [
    cloudflareApi,
    cloudflarePage,
    ...cloudflareSubPages,
    cloudflareEntityContent,
    cloudflareEntityIconLink,
    cloudflareCatalogFilters,
    cloudflarePostureCard,
    myCloudflareWidget,
    myFailingChecksWidget,
  ],
});
