import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  BrowserPools,
  BrowserQuotas,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { alignedWindow, windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { route } from '../routing/route';
import { QUOTA_NAMES, readQuotas } from './browser-rendering/readQuotas';
import {
  browserSeries,
  toBrowserSessions,
} from './browser-rendering/toBrowserSessions';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.browserRendering;
const MOST_SESSIONS = 200;

const poolsSchema = metricSeries.extend({
  pools: z.null(),
  poolsReason: z.enum(['not-supported']),
  liveSessions: z.number().optional(),
  sessions: z
    .array(
      z.object({
        id: z.string(),
        live: z.boolean(),
        connected: z.boolean(),
        startedAt: z.string().optional(),
        endedAt: z.string().optional(),
        durationSeconds: z.number().optional(),
        closeReason: z.string().optional(),
      }),
    )
    .optional(),
  sessionsCut: z.boolean(),
}) satisfies z.ZodType<BrowserPools>;

const quotasSchema = z.object({
  reportedByCloudflare: z.literal(false),
  state: z.enum(['configured', 'unknown']),
  reason: z.enum(['not-configured']).optional(),
  quotas: z.array(z.object({ name: z.enum(QUOTA_NAMES), value: z.number() })),
  asOf: z.string().optional(),
  source: z.string().optional(),
}) satisfies z.ZodType<BrowserQuotas>;

/** Browser Rendering. No browser is ever launched or connected to. */
export const browserRenderingBackend: ProductBackend = {
  routes: browserRenderingRoutes,
  tokenPermissionChecks: {
    'Browser Rendering Read': (client, options) =>
      client.browserRendering.sessionPage({ ...options, limit: 1 }),
  },
};

function browserRenderingRoutes({ config, metrics }: ProductDependencies) {
  const quotas = readQuotas(config);

  return [
    route({
      method: 'get',
      path: '/v1/browser-rendering/pools',
      summary:
        'Browser sessions now, and the usage over time; Cloudflare has no pools',
      access: product.permission,
      scope: 'account',
      query: z.object(windowFields),
      response: poolsSchema,
      cacheTtl: 30,
      async handler({ account, query, signal }) {
        const window = alignedWindow(query, new Date());
        const [listing, history] = await Promise.all([
          outcomeOf(account.client.browserRendering.sessions({ signal })),
          metrics.readOptional(account, query, nodes => nodes.browserRendering),
        ]);
        if (listing.problem && !history.nodes) {
          throw new CloudflareApiError(listing.problem);
        }
        const sessions =
          listing.value && toBrowserSessions(listing.value.items, new Date());
        return {
          data: {
            ...toSeries(
              history.window ?? window,
              history.nodes ? browserSeries(history.nodes) : [],
            ),
            pools: null,
            poolsReason: 'not-supported' as const,
            liveSessions: listing.value?.complete
              ? sessions?.filter(({ live }) => live).length
              : undefined,
            sessions: sessions?.slice(0, MOST_SESSIONS),
            sessionsCut: (sessions?.length ?? 0) > MOST_SESSIONS,
          },
          problems: [
            ...(listing.problem ? [listing.problem] : listing.value.problems),
            ...history.problems,
          ],
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/browser-rendering/quotas',
      summary:
        'Limits of Browser Rendering as they are configured; Cloudflare reports none',
      access: product.permission,
      scope: 'account',
      response: quotasSchema,
      cacheTtl: 120,
      handler: async () => ({ data: quotas }),
    }),
  ];
}
