/**
 * Cloudflare for apps of the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  CardExtensionProps,
  createCardExtension,
} from '@backstage/plugin-home-react';
import { cloudflareApiRef, CloudflareClient } from './api';
import { cloudflarePageRouteRef, rootRouteRef } from './routes';
import { myCloudflareCard, myFailingChecksCard } from './titles';

export * from './api';
export {
  isCloudflareAvailable,
  isCloudflarePostureAvailable,
} from './conditions';

/**
 * The Cloudflare plugin of the old frontend system.
 *
 * @public
 */
export const cloudflarePlugin = createPlugin({
  id: 'cloudflare',
  routes: { root: rootRouteRef },
  externalRoutes: { page: cloudflarePageRouteRef },
  apis: [
    createApiFactory({
      api: cloudflareApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CloudflareClient(deps),
    }),
  ],
});

/**
 * The page `/cloudflare`, with a tab for each of its pages.
 *
 * @public
 */
export const CloudflarePage: () => JSX.Element = cloudflarePlugin.provide(
  createRoutableExtension({
    name: 'CloudflarePage',
    component: () =>
      import('./components/CloudflarePage').then(m => m.CloudflarePage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The tab "Cloudflare" of a Component or Resource; `isCloudflareAvailable`
 * tells which of them have something to show.
 *
 * @public
 */
export const EntityCloudflareContent: () => JSX.Element =
  cloudflarePlugin.provide(
    createComponentExtension({
      name: 'EntityCloudflareContent',
      component: {
        lazy: () =>
          import('./components/EntityContent').then(m => m.EntityContent),
      },
    }),
  );

/**
 * The posture card of a Component, Resource or System: what the checks say of it
 * and of what belongs to it; `isCloudflarePostureAvailable` tells which of them
 * checks can be about.
 *
 * @public
 */
export const EntityCloudflarePostureCard: () => JSX.Element =
  cloudflarePlugin.provide(
    createComponentExtension({
      name: 'EntityCloudflarePostureCard',
      component: {
        lazy: () =>
          import('./components/entityPosture/EntityPostureCard').then(
            m => m.EntityPostureCard,
          ),
      },
    }),
  );

/**
 * A card for the home page: the Cloudflare resources of the user's groups that
 * need attention.
 *
 * @public
 */
export const MyCloudflareCard: (
  props: CardExtensionProps<unknown>,
) => JSX.Element = cloudflarePlugin.provide(
  createCardExtension({
    name: 'MyCloudflareCard',
    ...myCloudflareCard,
    components: () =>
      import('./components/MyCloudflare').then(m => ({
        Content: m.MyCloudflare,
      })),
  }),
);

/**
 * A card for the home page: the checks of scorecards that fail for what the
 * user's groups own.
 *
 * @public
 */
export const MyFailingChecksCard: (
  props: CardExtensionProps<unknown>,
) => JSX.Element = cloudflarePlugin.provide(
  createCardExtension({
    name: 'MyFailingChecksCard',
    ...myFailingChecksCard,
    components: () =>
      import('./components/entityPosture/MyFailingChecks').then(m => ({
        Content: m.MyFailingChecks,
      })),
  }),
);

/**
 * The filters of the catalog's list by Cloudflare product and account, for
 * where the list's other filters are.
 *
 * @public
 */
export const CloudflareCatalogFilters: () => JSX.Element | null =
  cloudflarePlugin.provide(
    createComponentExtension({
      name: 'CloudflareCatalogFilters',
      component: {
        lazy: () =>
          import('./components/CloudflareCatalogFilters').then(
            m => m.CloudflareCatalogFilters,
          ),
      },
    }),
  );
