import {
  CfAiGateway,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  AiGatewayMetrics,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { metricsProblems } from '../metrics/AccountMetrics';
import { alignedWindow, windowFields } from '../metrics/metricsWindow';
import { metricSeries } from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf } from '../reading/SharedListing';
import { booleanField, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { gatewayConfig, toGatewayConfig } from './ai-gateway/gatewayConfig';
import { toGatewayTraffic } from './ai-gateway/gatewayTraffic';
import { Latency, readLatency } from './ai-gateway/readLatency';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.aiGateway;
/** Configurations may be this old. */
const CONFIG_MS = 30_000;
const MS_PER_HOUR = 3_600_000;
const NOT_ASKED: Latency = { state: 'not-asked' };

const totals = z.object({
  requests: z.number(),
  errors: z.number(),
  cachedRequests: z.number(),
  cacheHitRate: z.number().optional(),
  tokensIn: z.number(),
  tokensOut: z.number(),
  cost: z.number(),
});

const gatewayMetrics = metricSeries.extend({
  totals: totals.optional(),
  providers: z.array(totals.extend({ provider: z.string() })),
  models: z.array(totals.extend({ provider: z.string(), model: z.string() })),
  latencyState: z.enum([
    'sampled',
    'not-asked',
    'not-logged',
    'no-data',
    'unknown',
  ]),
  latency: z
    .object({
      requests: z.number(),
      from: z.string(),
      to: z.string(),
      p50Ms: z.number(),
      p95Ms: z.number(),
    })
    .optional(),
}) satisfies z.ZodType<AiGatewayMetrics>;

/** AI Gateway. */
export const aiGatewayBackend: ProductBackend = {
  routes: aiGatewayRoutes,
  tokenPermissionChecks: {
    'AI Gateway Read': (client, options) => client.aiGateway.list(options),
    'Account Analytics Read': readLastHour,
  },
};

/** The least of the metrics, as a list that tells what it met. */
async function readLastHour(
  client: CloudflareClient,
  options: { signal: AbortSignal },
) {
  const to = new Date();
  const from = new Date(to.getTime() - MS_PER_HOUR);
  const { aiGateway } = await client.metrics.read(
    { from, to },
    { ...options, only: ['aiGateway'] },
  );
  const { rows, complete, problem } = aiGateway.requests;
  return { items: rows, complete, problems: problem ? [problem] : [] };
}

function aiGatewayRoutes({ metrics }: ProductDependencies) {
  const gateways = new ResourceDirectory<CfAiGateway>({
    product,
    list: ({ client }) => client.aiGateway.list(),
    qualifiedName: gateway => gateway.id,
  });
  const params = z.object({ name: resourceName });

  /** A gateway as it is now, and why it may be as it was. */
  async function readGateway(account: CloudflareAccount, name: string) {
    const found = await gateways.find(account, name);
    const known = await gateways.list(account, Date.now() - CONFIG_MS);
    const current = known.listing.items.find(({ id }) => id === found.id);
    return { gateway: current ?? found, problems: problemsOf(known) };
  }

  return [
    route({
      method: 'get',
      path: '/v1/ai-gateway/:name/metrics',
      summary:
        'Requests, errors, cache hit rate, tokens and cost of an AI Gateway, by hours, providers and models',
      access: product.permission,
      scope: 'account',
      params,
      query: z.object({ ...windowFields, latency: booleanField }),
      response: gatewayMetrics,
      cacheTtl: 60,
      async handler({ account, params: { name }, query, signal }) {
        const { gateway, problems } = await readGateway(account, name);
        const window = alignedWindow(query, new Date());
        const [reading, latency] = await Promise.all([
          metrics.read(account, query),
          query.latency
            ? readLatency(account.client, gateway, window, signal)
            : NOT_ASKED,
        ]);
        return {
          data: {
            ...toGatewayTraffic(reading, gateway.id),
            latencyState: latency.state,
            latency: latency.sample,
          },
          problems: [
            ...problems,
            ...metricsProblems(reading, reading.metrics.aiGateway.requests),
            ...(latency.problem ? [latency.problem] : []),
          ],
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/ai-gateway/:name/config',
      summary:
        'How an AI Gateway is configured: limits, retries, caching, providers and routes; never a credential',
      access: product.permission,
      scope: 'account',
      params,
      response: gatewayConfig,
      cacheTtl: 60,
      async handler({ account, params: { name }, signal }) {
        const { client } = account;
        const { gateway, problems } = await readGateway(account, name);
        const [keys, routes, traffic] = await Promise.all([
          outcomeOf(client.aiGateway.providerConfigs(gateway.id, { signal })),
          outcomeOf(client.aiGateway.routes(gateway.id, { signal })),
          metrics.readOptional(account, {}, ({ aiGateway: { requests } }) => ({
            requests,
          })),
        ]);
        const met = [keys, routes].flatMap(({ problem }) => problem ?? []);
        return {
          data: toGatewayConfig(gateway, {
            keys: keys.value,
            routes: routes.value,
            traffic: traffic.nodes?.requests,
          }),
          problems: [
            ...problems,
            ...met,
            ...(keys.value?.problems ?? []),
            ...(routes.value?.problems ?? []),
            ...traffic.problems,
          ],
        };
      },
    }),
  ];
}
