import { MetricSeries } from './metrics';

/**
 * What went through an AI Gateway in a window of time.
 *
 * @public
 */
export interface AiGatewayTotals {
  requests: number;
  errors: number;
  /** Requests that were answered from the cache. */
  cachedRequests: number;
  /** Share of one; absent without requests. */
  cacheHitRate?: number;
  tokensIn: number;
  tokensOut: number;
  /** US dollars, as Cloudflare estimates it. */
  cost: number;
}

/**
 * What went to one provider.
 *
 * @public
 */
export interface AiGatewayProviderTotals extends AiGatewayTotals {
  /** Such as `openai`. */
  provider: string;
}

/**
 * What went to one model of a provider.
 *
 * @public
 */
export interface AiGatewayModelTotals extends AiGatewayProviderTotals {
  model: string;
}

/**
 * How long requests took that the cache did not answer: a sample, the newest of
 * one page of the gateway's log, and not a figure of the window.
 *
 * @public
 */
export interface AiGatewayLatencySample {
  /** Logged requests that the figures are of. */
  requests: number;
  /** RFC 3339: the oldest and the newest of them. */
  from: string;
  to: string;
  p50Ms: number;
  p95Ms: number;
}

/**
 * Whether there is a sample: `not-asked` without the parameter `latency`,
 * `not-logged` when the gateway keeps no log, `no-data` when nothing of the
 * window is logged that the cache did not answer, `unknown` when the log could
 * not be read.
 *
 * @public
 */
export type AiGatewayLatencyState =
  | 'sampled'
  | 'not-asked'
  | 'not-logged'
  | 'no-data'
  | 'unknown';

/**
 * Traffic of an AI Gateway: over time `requests`, `errors`, `cacheHitRate`,
 * `tokensIn` and `tokensOut`, and of the whole window also by provider and model.
 *
 * @public
 */
export interface AiGatewayMetrics extends MetricSeries {
  /**
   * Absent when Cloudflare knows of no request, which is not the same as none,
   * or when it could not be read; `meta.problems` says so.
   */
  totals?: AiGatewayTotals;
  /** Most requests first; empty where `totals` are absent. */
  providers: AiGatewayProviderTotals[];
  /** Most requests first; empty where `totals` are absent. */
  models: AiGatewayModelTotals[];
  latencyState: AiGatewayLatencyState;
  /** Present when it is `sampled`. */
  latency?: AiGatewayLatencySample;
}

/**
 * Whether something of a gateway is turned on; `unknown` when Cloudflare does
 * not tell.
 *
 * @public
 */
export type AiGatewayState = 'enabled' | 'disabled' | 'unknown';

/**
 * Whether a gateway falls back to another model, derived from its active routes.
 *
 * @public
 */
export interface AiGatewayFallback {
  state: AiGatewayState;
  /**
   * Why it is unknown: `no-active-route`, as callers may fall back by
   * themselves, or `not-told`, when routes could not be read or understood.
   */
  reason?: 'no-active-route' | 'not-told';
}

/**
 * Where it is known from that a gateway uses a provider: a stored key, an active
 * route, or requests of the last 24 hours.
 *
 * @public
 */
export type AiGatewayProviderSource = 'stored-key' | 'route' | 'traffic';

/**
 * A provider of a gateway.
 *
 * @public
 */
export interface AiGatewayProvider {
  /** Such as `openai`. */
  name: string;
  sources: AiGatewayProviderSource[];
}

/**
 * A dynamic route of a gateway.
 *
 * @public
 */
export interface AiGatewayRoute {
  id: string;
  name: string;
  modifiedAt?: string;
  /** Absent: not told. */
  active?: boolean;
  /** Absent: Cloudflare did not tell what the route is made of. */
  models?: { provider: string; model: string }[];
  /** A model that fails is followed by another. Absent like `models`. */
  fallback?: boolean;
}

/**
 * How an AI Gateway is configured. Credentials are no part of it.
 *
 * @public
 */
export interface AiGatewayConfig {
  id: string;
  createdAt?: string;
  modifiedAt?: string;
  isDefault?: boolean;
  /** Callers must authenticate. */
  authentication: AiGatewayState;
  logging: AiGatewayState;
  logpush: AiGatewayState;
  /** Collectors that traces are sent to. */
  traceExports?: number;
  /** Providers are asked to keep nothing. */
  zeroDataRetention: AiGatewayState;
  rateLimit: {
    state: AiGatewayState;
    requests?: number;
    intervalSeconds?: number;
    technique?: string;
  };
  retries: {
    state: AiGatewayState;
    maxAttempts?: number;
    delayMs?: number;
    backoff?: string;
  };
  caching: {
    state: AiGatewayState;
    ttlSeconds?: number;
    invalidateOnUpdate?: boolean;
  };
  /** Data loss prevention, and what it does with a hit: `BLOCK`, `FLAG`. */
  dlp: { state: AiGatewayState; actions?: string[] };
  /** Hazard categories that are looked for. */
  guardrails: {
    state: AiGatewayState;
    prompt?: { blocked: number; flagged: number };
    response?: { blocked: number; flagged: number };
  };
  /** In US dollars. */
  spendLimits: {
    state: AiGatewayState;
    limits?: { limit: number; windowSeconds: number }[];
  };
  fallback: AiGatewayFallback;
  /** By name. */
  providers: AiGatewayProvider[];
  /** False: one of the sources could not be read. */
  providersComplete: boolean;
  /** Absent when they could not be read; `meta.problems` says why. */
  routes?: AiGatewayRoute[];
}
