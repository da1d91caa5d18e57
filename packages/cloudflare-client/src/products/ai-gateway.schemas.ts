import { z } from 'zod';
import { listOf, maybe, timestamp } from '../parsing';
import type {
  CfAiGateway,
  CfAiGatewayGuardrail,
  CfAiGatewayLogEntry,
  CfAiGatewayProviderConfig,
} from './ai-gateway.types';

const text = maybe(z.string());
const flag = maybe(z.boolean());
/** A setting that is off when it is null or zero, and not told when it is missing. */
const setting = z.number().nullish();

function isOff(value: number | null | undefined): boolean {
  return value === null || (value !== undefined && value <= 0);
}

const categoriesSchema = z.record(z.string(), z.unknown()).nullish();
const guardrailsSchema = z.object({
  prompt: categoriesSchema,
  response: categoriesSchema,
});

function toGuardrails({
  prompt,
  response,
}: z.infer<typeof guardrailsSchema>): CfAiGateway['guardrails'] {
  const [prompts, responses] = [prompt, response].map(categories =>
    Object.values(categories ?? {}),
  );
  // Guardrails that look for nothing guard nothing.
  return prompts.length + responses.length === 0
    ? null
    : { prompt: toGuardrail(prompts), response: toGuardrail(responses) };
}

function toGuardrail(actions: unknown[]): CfAiGatewayGuardrail {
  const having = (action: string) =>
    actions.filter(value => value === action).length;
  return { blocked: having('BLOCK'), flagged: having('FLAG') };
}

const dlpSchema = z.object({
  enabled: z.boolean(),
  // Of gateways that have one policy.
  action: text,
  policies: listOf(z.object({ enabled: flag, action: text })),
});

const spendLimitsSchema = z.object({
  enabled: flag,
  rules: listOf(
    z.object({ limit: z.number(), window: z.number(), enabled: flag }),
  ),
});

type Dlp = z.infer<typeof dlpSchema>;
type SpendLimits = z.infer<typeof spendLimitsSchema>;

function toDlp({ enabled, action, policies }: Dlp): CfAiGateway['dlp'] {
  const actions = [
    action,
    ...policies.filter(policy => policy.enabled !== false).map(p => p.action),
  ].filter(value => value !== undefined);
  return { enabled, actions: [...new Set(actions)].sort() };
}

function toSpendLimits({
  enabled,
  rules,
}: SpendLimits): CfAiGateway['spendLimits'] {
  const inForce =
    enabled === false ? [] : rules.filter(rule => rule.enabled !== false);
  return inForce.length === 0
    ? null
    : inForce.map(({ limit, window }) => ({ limit, windowSeconds: window }));
}

/** Parses the part that is on; null stays off, and missing stays untold. */
function orOff<T extends {}, R>(
  value: T | null | undefined,
  read: (value: T) => R,
): R | null | undefined {
  if (value === null) {
    return null;
  }
  return value === undefined ? undefined : read(value);
}

export const gatewaySchema = z
  .object({
    id: z.string().min(1),
    created_at: text,
    modified_at: text,
    is_default: flag,
    authentication: flag,
    collect_logs: flag,
    logpush: flag,
    zdr: flag,
    rate_limiting_limit: setting,
    rate_limiting_interval: setting,
    rate_limiting_technique: text,
    retry_max_attempts: setting,
    retry_delay: maybe(z.number()),
    retry_backoff: text,
    cache_ttl: setting,
    cache_invalidate_on_update: flag,
    guardrails: guardrailsSchema.nullish(),
    dlp: dlpSchema.nullish(),
    spend_limits: spendLimitsSchema.nullish(),
    // Only how many there are: address, headers and authorization are secret.
    otel: z.array(z.unknown()).nullish(),
    store_id: text,
  })
  .transform(
    (raw): CfAiGateway => ({
      id: raw.id,
      createdAt: raw.created_at,
      modifiedAt: raw.modified_at,
      isDefault: raw.is_default,
      authentication: raw.authentication,
      collectLogs: raw.collect_logs,
      logpush: raw.logpush,
      zeroDataRetention: raw.zdr,
      rateLimit: toRateLimit(raw),
      retries: isOff(raw.retry_max_attempts)
        ? null
        : orOff(raw.retry_max_attempts, maxAttempts => ({
            maxAttempts,
            delayMs: raw.retry_delay,
            backoff: raw.retry_backoff,
          })),
      caching: isOff(raw.cache_ttl)
        ? null
        : orOff(raw.cache_ttl, ttlSeconds => ({
            ttlSeconds,
            invalidateOnUpdate: raw.cache_invalidate_on_update,
          })),
      guardrails: orOff(raw.guardrails, toGuardrails),
      dlp: orOff(raw.dlp, toDlp),
      spendLimits: orOff(raw.spend_limits, toSpendLimits),
      traceExports: raw.otel === null ? 0 : raw.otel?.length,
      secretsStoreId: raw.store_id,
    }),
  );

function toRateLimit(raw: {
  rate_limiting_limit?: number | null;
  rate_limiting_interval?: number | null;
  rate_limiting_technique?: string;
}): CfAiGateway['rateLimit'] {
  const { rate_limiting_limit: limit, rate_limiting_interval: interval } = raw;
  // A limit without an interval limits nothing.
  if (isOff(limit) || isOff(interval)) {
    return null;
  }
  return typeof limit === 'number' && typeof interval === 'number'
    ? {
        requests: limit,
        intervalSeconds: interval,
        technique: raw.rate_limiting_technique,
      }
    : undefined;
}

export const providerConfigSchema = z
  .object({ id: z.string(), provider_slug: z.string(), modified_at: text })
  .transform(
    (raw): CfAiGatewayProviderConfig => ({
      id: raw.id,
      provider: raw.provider_slug,
      modifiedAt: raw.modified_at,
    }),
  );

export const logEntrySchema = z
  .object({
    id: z.string(),
    created_at: timestamp,
    duration: z.number().min(0),
    cached: flag,
  })
  .transform(
    (raw): CfAiGatewayLogEntry => ({
      id: raw.id,
      createdAt: raw.created_at,
      durationMs: raw.duration,
      cached: raw.cached,
    }),
  );
