import type { AccountClock } from '../../account/AccountClock';
import { hexId, numberBelow, uuidOf } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import { secretMarkers } from '../../fixtures/secretMarkers';
import type { Gateway } from './Gateway';

/** Everything off. */
const plain: Gateway['config'] = {
  is_default: false,
  authentication: false,
  collect_logs: false,
  cache_ttl: null,
  cache_invalidate_on_update: false,
  rate_limiting_interval: null,
  rate_limiting_limit: null,
  rate_limiting_technique: 'fixed',
  retry_max_attempts: null,
  retry_delay: null,
  retry_backoff: null,
  guardrails: null,
  dlp: null,
  logpush: false,
  logpush_public_key: null,
  otel: null,
  stripe: null,
  spend_limits: null,
  store_id: null,
  zdr: false,
};

/** A gateway that nothing uses, with everything off unless told. */
export function makeGateway(
  name: string,
  clock: AccountClock,
  change: Partial<Gateway> = {},
): Gateway {
  const createdOn = clock.ago(24 * (10 + numberBelow(200, `gw/${name}`)));
  return {
    id: name,
    name,
    createdOn,
    modifiedOn: createdOn,
    config: plain,
    providerConfigs: [],
    routes: [],
    traffic: [],
    ...change,
  };
}

function providerConfig(gateway: string, provider: string, modified: string) {
  return {
    id: uuidOf(`gw/${gateway}/${provider}`),
    gateway_id: gateway,
    provider_slug: provider,
    alias: 'default',
    default_config: true,
    secret_id: hexId(`gw/${gateway}/${provider}/secret`),
    secret_preview: secretMarkers.aiGatewayCredential,
    modified_at: modified,
  };
}

/** A route that asks one model after the other, each when the one before failed. */
function route(
  gateway: string,
  name: string,
  at: string,
  active: 'true' | 'false',
  models: readonly [provider: string, model: string][],
): object {
  const version = uuidOf(`route/${gateway}/${name}/version`);
  const next = (index: number) => ({
    elementId: index < models.length ? `m${index}` : 'end',
  });
  return {
    id: uuidOf(`route/${gateway}/${name}`),
    gateway_id: gateway,
    name,
    created_at: at,
    modified_at: at,
    deployment: {
      deployment_id: uuidOf(`route/${gateway}/${name}/deployment`),
      version_id: version,
      created_at: at,
    },
    version: {
      version_id: version,
      active,
      created_at: at,
      data: '',
      is_valid: true,
    },
    elements: [
      { id: 'start', type: 'start', outputs: { next: next(0) } },
      ...models.map(([provider, model], index) => ({
        id: `m${index}`,
        type: 'model',
        properties: { provider, model, retries: 0, timeout: 30_000 },
        outputs: { success: { elementId: 'end' }, fallback: next(index + 1) },
      })),
      { id: 'end', type: 'end', outputs: {} },
    ],
  };
}

function exampleGateway(clock: AccountClock): Gateway {
  const [{ id, created_at, modified_at, ...config }] = clock.moved(
    exampleBodies.aiGatewayList.result,
  );
  return {
    id,
    name: id,
    createdOn: created_at,
    modifiedOn: modified_at,
    config,
    providerConfigs: [
      providerConfig(id, 'openai', modified_at),
      providerConfig(id, 'anthropic', modified_at),
    ],
    routes: clock.moved(exampleBodies.aiGatewayDynamicRoutingList.data.routes),
    traffic: [
      {
        provider: 'openai',
        model: 'gpt-4o',
        hourlyRequests: 420,
        cached: 0.31,
        errors: 0.02,
      },
      {
        provider: 'anthropic',
        model: 'claude-sonnet',
        hourlyRequests: 160,
        cached: 0.08,
      },
      { provider: 'workers-ai', model: '@cf/baai/bge-m3', hourlyRequests: 90 },
    ],
    tags: {
      team: 'ai',
      env: 'prod',
      system: 'assistant',
      'data-class': 'personal',
    },
  };
}

/** acme's gateways: the example, and one of every odd kind. */
export function acmeGateways(clock: AccountClock): Gateway[] {
  return [
    exampleGateway(clock),
    // What Cloudflare makes by itself: nothing is limited.
    makeGateway('default', clock, {
      config: { ...plain, is_default: true, collect_logs: true },
      traffic: [
        {
          provider: 'workers-ai',
          model: '@cf/meta/llama-3.1-8b-instruct',
          hourlyRequests: 25,
          errors: 0.2,
        },
      ],
    }),
    // Everything is looked at; a limit of zero is no limit.
    makeGateway('acme-ai-support', clock, {
      config: {
        ...plain,
        authentication: true,
        collect_logs: true,
        cache_ttl: 0,
        rate_limiting_interval: 60,
        rate_limiting_limit: 0,
        retry_max_attempts: 2,
        retry_delay: 1000,
        retry_backoff: 'constant',
        guardrails: {
          prompt: { P1: 'BLOCK', S1: 'FLAG', S9: 'BLOCK' },
          response: { S1: 'FLAG' },
        },
        dlp: {
          enabled: true,
          policies: [
            {
              id: 'cards',
              enabled: true,
              action: 'BLOCK',
              check: ['REQUEST', 'RESPONSE'],
              profiles: ['credit-cards'],
            },
          ],
        },
        logpush: true,
        logpush_public_key: secretMarkers.aiGatewayCredential,
        otel: [
          {
            url: 'https://otel.acme.example/v1/traces',
            headers: { 'x-api-key': secretMarkers.aiGatewayCredential },
            authorization: `Bearer ${secretMarkers.aiGatewayCredential}`,
            content_type: 'json',
          },
        ],
        stripe: {
          authorization: secretMarkers.aiGatewayCredential,
          usage_events: [{ payload: '{}' }],
        },
        spend_limits: {
          enabled: true,
          rules: [{ id: 'day', limit: 50, limitType: 'cost', window: 86_400 }],
        },
        store_id: exampleBodies.secretsStoreStoresList.result[0].id,
        zdr: true,
      },
      providerConfigs: [
        providerConfig('acme-ai-support', 'azure-openai', clock.ago(900)),
      ],
      routes: [
        route('acme-ai-support', 'answer', clock.ago(400), 'true', [
          ['azure-openai', 'gpt-4o-mini'],
        ]),
        // It would fall back, but it is not active.
        route('acme-ai-support', 'answer-next', clock.ago(30), 'false', [
          ['azure-openai', 'gpt-4o-mini'],
          ['mistral', 'mistral-large'],
        ]),
      ],
      traffic: [
        {
          provider: 'azure-openai',
          model: 'gpt-4o-mini',
          hourlyRequests: 70,
          errors: 0.01,
        },
      ],
      tags: {
        team: 'ai',
        env: 'prod',
        system: 'assistant',
        'data-class': 'regulated',
      },
    }),
    // Made to try something, and never used.
    makeGateway('acme-ai-experiments', clock, {
      tags: { team: 'ai', env: 'staging' },
    }),
  ];
}
