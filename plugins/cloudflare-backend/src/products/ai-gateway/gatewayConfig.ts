import {
  CfAiGateway,
  CfAiGatewayProviderConfig,
  CfAiGatewayRequests,
  CfAiGatewayRoute,
  Listing,
  MetricRows,
} from '@cloudflare-backstage/cloudflare-client';
import {
  AiGatewayConfig,
  AiGatewayFallback,
  aiGatewayFallback,
  AiGatewayProvider,
  AiGatewayProviderSource,
  AiGatewayState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

const state = z.enum(['enabled', 'disabled', 'unknown']);
const guardrail = z.object({ blocked: z.number(), flagged: z.number() });

/** What the configuration route of an AI Gateway answers. */
export const gatewayConfig = z.object({
  id: z.string(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  isDefault: z.boolean().optional(),
  authentication: state,
  logging: state,
  logpush: state,
  traceExports: z.number().optional(),
  zeroDataRetention: state,
  rateLimit: z.object({
    state,
    requests: z.number().optional(),
    intervalSeconds: z.number().optional(),
    technique: z.string().optional(),
  }),
  retries: z.object({
    state,
    maxAttempts: z.number().optional(),
    delayMs: z.number().optional(),
    backoff: z.string().optional(),
  }),
  caching: z.object({
    state,
    ttlSeconds: z.number().optional(),
    invalidateOnUpdate: z.boolean().optional(),
  }),
  dlp: z.object({ state, actions: z.array(z.string()).optional() }),
  guardrails: z.object({
    state,
    prompt: guardrail.optional(),
    response: guardrail.optional(),
  }),
  spendLimits: z.object({
    state,
    limits: z
      .array(z.object({ limit: z.number(), windowSeconds: z.number() }))
      .optional(),
  }),
  fallback: z.object({
    state,
    reason: z.enum(['no-active-route', 'not-told']).optional(),
  }),
  providers: z.array(
    z.object({
      name: z.string(),
      sources: z.array(z.enum(['stored-key', 'route', 'traffic'])),
    }),
  ),
  providersComplete: z.boolean(),
  routes: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        modifiedAt: z.string().optional(),
        active: z.boolean().optional(),
        models: z
          .array(z.object({ provider: z.string(), model: z.string() }))
          .optional(),
        fallback: z.boolean().optional(),
      }),
    )
    .optional(),
}) satisfies z.ZodType<AiGatewayConfig>;

/** What is known beside the gateway itself; absent when it could not be read. */
interface Known {
  keys?: Listing<CfAiGatewayProviderConfig>;
  routes?: Listing<CfAiGatewayRoute>;
  traffic?: MetricRows<CfAiGatewayRequests>;
}

/** The configuration of a gateway as the API answers it. */
export function toGatewayConfig(
  gateway: CfAiGateway,
  known: Known,
): AiGatewayConfig {
  const { dlp, spendLimits } = gateway;
  return {
    id: gateway.id,
    createdAt: gateway.createdAt,
    modifiedAt: gateway.modifiedAt,
    isDefault: gateway.isDefault,
    authentication: stateOf(gateway.authentication),
    logging: stateOf(gateway.collectLogs),
    logpush: stateOf(gateway.logpush),
    traceExports: gateway.traceExports,
    zeroDataRetention: stateOf(gateway.zeroDataRetention),
    rateLimit: { ...gateway.rateLimit, state: stateOf(gateway.rateLimit) },
    retries: { ...gateway.retries, state: stateOf(gateway.retries) },
    caching: { ...gateway.caching, state: stateOf(gateway.caching) },
    dlp: { state: stateOf(dlp?.enabled ?? dlp), actions: dlp?.actions },
    guardrails: { ...gateway.guardrails, state: stateOf(gateway.guardrails) },
    spendLimits: {
      state: stateOf(spendLimits),
      limits: spendLimits ?? undefined,
    },
    fallback: fallbackOf(known.routes),
    providers: providersOf(gateway.id, known),
    providersComplete: [known.keys, known.routes, known.traffic].every(
      source => source?.complete,
    ),
    routes: routesOf(known.routes),
  };
}

/** None of a list that is cut short is not none. */
function routesOf(routes: Known['routes']): AiGatewayConfig['routes'] {
  return routes && (routes.complete || routes.items.length > 0)
    ? routes.items
    : undefined;
}

function stateOf(setting: object | boolean | null | undefined): AiGatewayState {
  if (setting === undefined) {
    return 'unknown';
  }
  return setting ? 'enabled' : 'disabled';
}

function fallbackOf(
  routes: Listing<CfAiGatewayRoute> | undefined,
): AiGatewayFallback {
  return routes
    ? aiGatewayFallback(routes.items, routes.complete)
    : { state: 'unknown', reason: 'not-told' };
}

/** There is no list of them: they are put together from where they show. */
function providersOf(
  gateway: string,
  { keys, routes, traffic }: Known,
): AiGatewayProvider[] {
  const sources = new Map<string, Set<AiGatewayProviderSource>>();
  const add = (name: string, source: AiGatewayProviderSource) =>
    name !== '' &&
    sources.set(name, (sources.get(name) ?? new Set()).add(source));
  keys?.items.forEach(({ provider }) => add(provider, 'stored-key'));
  routes?.items
    .filter(({ active }) => active)
    .flatMap(({ models = [] }) => models)
    .forEach(({ provider }) => add(provider, 'route'));
  traffic?.rows
    .filter(row => row.gateway === gateway)
    .forEach(({ provider }) => add(provider, 'traffic'));
  return [...sources]
    .map(([name, of]) => ({ name, sources: [...of] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
