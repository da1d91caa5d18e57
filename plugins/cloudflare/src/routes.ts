import { createRouteRef } from '@backstage/core-plugin-api';

/** The page `/cloudflare`. */
export const rootRouteRef = createRouteRef({ id: 'cloudflare' });
