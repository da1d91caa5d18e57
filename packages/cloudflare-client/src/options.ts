import type { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * What one request was and how it went. Holds no path, no id and no name.
 *
 * @public
 */
export interface RequestObservation {
  /** The area of the API that was read. */
  area: ProductId | 'account' | 'auditLogs' | 'tokens' | 'tags' | 'graphql';
  lane: 'interactive' | 'background';
  /** Attempts that were made, the first included. */
  attempts: number;
  /** HTTP status of the last attempt; absent when none was answered. */
  status?: number;
  outcome: 'ok' | 'error' | 'aborted';
  /** From the call to its end, waits included. */
  durationMs: number;
  /** Time spent waiting for the budget. */
  waitedMs: number;
}

/**
 * Settings of a client.
 *
 * @public
 */
export interface CloudflareClientOptions {
  accountId: string;
  /** Asked for every request, so that a rotated token is taken up at once. */
  apiToken: string | (() => string);
  /** User-owned token with `Workers CI Read`, for Workers Builds alone. */
  buildsToken?: string | (() => string | undefined);
  /** https, or loopback. Default `https://api.cloudflare.com/client/v4`. */
  apiBaseUrl?: string;
  /** Deadline of one attempt in milliseconds, headers and body. Default 15000. */
  timeoutMs?: number;
  /** Further attempts after the first. Default 3. */
  maxRetries?: number;
  budget?: {
    /** Requests that Cloudflare allows in a window. Default 1200. */
    requests?: number;
    /** Length of the window in seconds. Default 300. */
    windowSeconds?: number;
    /** Part of it that we may use, 0 to 1. Default 0.5. */
    share?: number;
    /** Requests under way at once. Default 8. */
    concurrency?: number;
  };
  /** Told of every request when it has ended. */
  onRequest?: (observation: RequestObservation) => void;
}
