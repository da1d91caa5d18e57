import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

/**
 * How many requests a gateway lets through.
 *
 * @public
 */
export interface CfAiGatewayRateLimit {
  requests: number;
  intervalSeconds: number;
  /** `fixed` or `sliding`. */
  technique?: string;
}

/**
 * How a gateway repeats requests that failed.
 *
 * @public
 */
export interface CfAiGatewayRetries {
  maxAttempts: number;
  delayMs?: number;
  /** `constant`, `linear` or `exponential`. */
  backoff?: string;
}

/**
 * For how long a gateway keeps answers.
 *
 * @public
 */
export interface CfAiGatewayCaching {
  ttlSeconds: number;
  invalidateOnUpdate?: boolean;
}

/**
 * How many hazard categories a gateway's guardrails look for on one side.
 *
 * @public
 */
export interface CfAiGatewayGuardrail {
  blocked: number;
  flagged: number;
}

/**
 * Guardrails of a gateway.
 *
 * @public
 */
export interface CfAiGatewayGuardrails {
  prompt: CfAiGatewayGuardrail;
  response: CfAiGatewayGuardrail;
}

/**
 * Data loss prevention of a gateway.
 *
 * @public
 */
export interface CfAiGatewayDlp {
  enabled: boolean;
  /** What is done with a hit: `BLOCK` or `FLAG`. */
  actions: string[];
}

/**
 * A limit of what may be spent through a gateway.
 *
 * @public
 */
export interface CfAiGatewaySpendLimit {
  /** US dollars. */
  limit: number;
  windowSeconds: number;
}

/**
 * A gateway with its configuration. Credentials in it are never read: those of
 * trace collectors, of Stripe, and the key of Logpush. For the parts that can be
 * turned off `null` is off, and absent is not told.
 *
 * @public
 */
export interface CfAiGateway {
  /** A slug that people chose; the gateway has no other name. */
  id: string;
  createdAt?: string;
  /** Need not move when only routes or provider keys change. */
  modifiedAt?: string;
  isDefault?: boolean;
  /** Callers must authenticate to the gateway. */
  authentication?: boolean;
  collectLogs?: boolean;
  logpush?: boolean;
  /** Providers are asked to keep nothing. */
  zeroDataRetention?: boolean;
  rateLimit?: CfAiGatewayRateLimit | null;
  retries?: CfAiGatewayRetries | null;
  caching?: CfAiGatewayCaching | null;
  guardrails?: CfAiGatewayGuardrails | null;
  dlp?: CfAiGatewayDlp | null;
  /** Limits that are in force. */
  spendLimits?: CfAiGatewaySpendLimit[] | null;
  /** Collectors that traces are sent to. */
  traceExports?: number;
  /** Secrets Store that keeps the keys of providers. */
  secretsStoreId?: string;
}

/**
 * A key of a provider that is stored for a gateway; never the key itself.
 *
 * @public
 */
export interface CfAiGatewayProviderConfig {
  id: string;
  /** Such as `openai`. */
  provider: string;
  modifiedAt?: string;
}

/**
 * A model that a dynamic route asks.
 *
 * @public
 */
export interface CfAiGatewayModel {
  provider: string;
  model: string;
}

/**
 * A dynamic route of a gateway.
 *
 * @public
 */
export interface CfAiGatewayRoute {
  id: string;
  name: string;
  modifiedAt?: string;
  /** Absent: not told. */
  active?: boolean;
  /** Absent: Cloudflare did not tell what the route is made of. */
  models?: CfAiGatewayModel[];
  /** A model that fails is followed by another. Absent like `models`. */
  fallback?: boolean;
}

/**
 * What a logged request tells of its duration; nothing of what was asked.
 *
 * @public
 */
export interface CfAiGatewayLogEntry {
  id: string;
  createdAt: string;
  durationMs: number;
  /** Answered from the cache: the duration is not that of a provider. */
  cached?: boolean;
}

/**
 * Reads AI Gateway. It never reads prompts or completions.
 *
 * @public
 */
export interface AiGatewayArea {
  list(options?: ReadOptions): Promise<Listing<CfAiGateway>>;
  providerConfigs(
    gatewayId: string,
    options?: ReadOptions,
  ): Promise<Listing<CfAiGatewayProviderConfig>>;
  routes(
    gatewayId: string,
    options?: ReadOptions,
  ): Promise<Listing<CfAiGatewayRoute>>;
  /** Logged requests of a time window, newest first. */
  logs(
    gatewayId: string,
    window: { from: Date; to: Date },
    options?: PageOptions,
  ): Promise<Page<CfAiGatewayLogEntry>>;
}
