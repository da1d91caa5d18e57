import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The page `/cloudflare`. */
export const rootRouteRef = createRouteRef({ id: 'cloudflare' });

/** The tab "Cloudflare" of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'cloudflare:entity-content',
});

/** That page, for what is shown also in apps without it. */
export const cloudflarePageRouteRef = createExternalRouteRef({
  id: 'cloudflare:page',
  optional: true,
  defaultTarget: 'cloudflare.root',
});
