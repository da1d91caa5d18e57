import { cloudflareSyncPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { route, Route } from '../../routing/route';
import { PostureServices } from '../PostureServices';

/** Each reads all that checks compare. */
const REFRESHES_PER_MINUTE = 10;

/** The route that has everything evaluated now. */
export function refreshRoute({
  refresh,
}: Pick<PostureServices, 'refresh'>): Route {
  return route({
    method: 'post',
    path: '/v1/posture/refresh',
    summary: 'Has posture evaluated now',
    access: cloudflareSyncPermission,
    scope: 'none',
    perMinute: REFRESHES_PER_MINUTE,
    audit: 'posture-refresh',
    response: z.object({ started: z.literal(true) }),
    cacheTtl: 'none',
    status: 202,
    async handler() {
      await refresh();
      return { data: { started: true as const } };
    },
  });
}
