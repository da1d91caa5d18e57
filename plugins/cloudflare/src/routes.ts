import { createRouteRef } from '@backstage/core-plugin-api';

/** The page `/cloudflare`. */
export const rootRouteRef = createRouteRef({ id: 'cloudflare' });

/** The tab "Cloudflare" of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'cloudflare:entity-content',
});
