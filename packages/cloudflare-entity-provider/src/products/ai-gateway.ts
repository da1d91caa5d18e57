import { JsonObject } from '@backstage/types';
import {
  CfAiGateway,
  CfMetrics,
  CloudflareApiError,
  CloudflareClient,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import {
  aiGatewayFallback,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';

const detail = z.object({
  /** By name: those with a stored key, and those that active routes ask. */
  providers: z.array(z.string()),
  fallback: z.enum(['enabled', 'disabled', 'unknown']),
});
type GatewayDetail = z.infer<typeof detail>;

/** AI Gateway: a Resource per gateway, with its providers. */
export const aiGatewayIngestion: ResourceIngestion<CfAiGateway, GatewayDetail> =
  {
    kind: kindOfProduct(products.aiGateway),
    version: 1,
    entityTags: ['ai-gateway', 'ai'],
    taggedAs: 'ai_gateway',
    bindingTargets: { ai_gateway: ({ targetName }) => ({ name: targetName }) },
    // Bindings of Workers do not say which gateway they go through.
    usedFromOutside: true,
    list: (client, options) => client.aiGateway.list(options),
    describe: gateway => ({
      id: gateway.id,
      qualifiedName: gateway.id,
      title: gateway.id,
      tags: [],
      // Does not tell of routes and keys: these are read again in their slot.
      changeToken: gateway.modifiedAt,
      lastChange: gateway.modifiedAt ?? gateway.createdAt,
    }),
    detail: { schema: detail, read: readDetail },
    toEntity: (gateway, known) => ({
      description: gateway.isDefault
        ? 'Default Cloudflare AI Gateway of the account.'
        : 'Cloudflare AI Gateway.',
      parameters: {
        // None that are known is not none: callers can send keys of their own.
        ...(known?.providers.length && { providers: known.providers }),
        ...settingsOf(gateway),
        fallback: known?.fallback,
        createdAt: gateway.createdAt,
        modifiedAt: gateway.modifiedAt,
      },
    }),
    bindings: ({ secretsStoreId }) =>
      secretsStoreId === undefined
        ? []
        : [
            {
              type: 'secrets_store_secret',
              name: '',
              targetId: secretsStoreId,
              parameter: 'secretsStore',
            },
          ],
    measure: (_gateways, { aiGateway }: CfMetrics) => {
      const requests = aiGateway?.requests;
      if (!requests?.complete) {
        return undefined;
      }
      const seen = new Map<string, Set<string>>();
      for (const { gateway, provider } of requests.rows) {
        if (provider !== '') {
          seen.set(gateway, (seen.get(gateway) ?? new Set()).add(provider));
        }
      }
      return new Map(
        [...seen].map(([gateway, providers]): [string, JsonObject] => [
          gateway,
          { observedProviders: [...providers].sort() },
        ]),
      );
    },
  };

async function readDetail(
  client: CloudflareClient,
  { id }: CfAiGateway,
  _previous: GatewayDetail | undefined,
  options: ReadOptions,
): Promise<GatewayDetail> {
  const [configs, routes] = await Promise.all([
    client.aiGateway.providerConfigs(id, options).then(whole),
    client.aiGateway.routes(id, options).then(whole),
  ]);
  const asked = routes
    .filter(({ active }) => active)
    .flatMap(({ models = [] }) => models);
  const providers = [...configs, ...asked].map(({ provider }) => provider);
  return {
    providers: [...new Set(providers)].sort(),
    fallback: aiGatewayFallback(routes, true).state,
  };
}

/** What is missing from a list may be the provider that someone looks for. */
function whole<T>({ items, complete, problems }: Listing<T>): T[] {
  if (!complete) {
    throw new CloudflareApiError(problems[0]);
  }
  return items;
}

function settingsOf(gateway: CfAiGateway): JsonObject {
  const { rateLimit } = gateway;
  return {
    caching: stateOf(gateway.caching),
    retries: stateOf(gateway.retries),
    rateLimit: stateOf(rateLimit),
    ...(rateLimit && {
      rateLimitRequests: rateLimit.requests,
      rateLimitSeconds: rateLimit.intervalSeconds,
    }),
    authentication: stateOf(gateway.authentication),
    logging: stateOf(gateway.collectLogs),
    guardrails: stateOf(gateway.guardrails),
    dlp: stateOf(gateway.dlp?.enabled ?? gateway.dlp),
    spendLimits: stateOf(gateway.spendLimits),
  };
}

/** Undefined stays so: what Cloudflare does not tell is neither. */
function stateOf(
  setting: object | boolean | null | undefined,
): 'enabled' | 'disabled' | undefined {
  if (setting === undefined) {
    return undefined;
  }
  return setting ? 'enabled' : 'disabled';
}
