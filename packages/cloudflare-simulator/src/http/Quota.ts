import { serializeList } from 'structured-headers';

/**
 * A rate limit: so many requests of one token in a window; after one too many,
 * every call is refused until the lock-out ends. Durations in seconds.
 *
 * @public
 */
export interface QuotaPolicy {
  requests: number;
  windowSeconds: number;
  /** Default: as long as a window. */
  lockoutSeconds?: number;
}

interface Use {
  windowStart: number;
  requests: number;
  lockedOutUntil: number;
}

/** What the quota says of one request. */
export interface QuotaDecision {
  refused: boolean;
  headers: Record<string, string>;
}

const noUse: Use = { windowStart: -Infinity, requests: 0, lockedOutUntil: 0 };

/** Counts requests per token in fixed windows, as Cloudflare's global limit does. */
export class Quota {
  readonly #uses = new Map<string, Use>();
  #policy: QuotaPolicy | 'off';

  constructor(policy: QuotaPolicy | 'off') {
    this.#policy = policy;
  }

  /** Replaces the policy and forgets what was used. */
  set(policy: QuotaPolicy | 'off'): void {
    this.#policy = policy;
    this.#uses.clear();
  }

  take(token: string): QuotaDecision {
    const now = Date.now();
    const use = this.#useOf(token, now);
    if (use.lockedOutUntil > now) return this.#refusal(use, now);
    if (this.#policy === 'off') return { refused: false, headers: {} };
    use.requests += 1;
    if (use.requests > this.#policy.requests) {
      use.lockedOutUntil = now + this.#lockoutMs();
      return this.#refusal(use, now);
    }
    return { refused: false, headers: this.#announcement(use, now) };
  }

  /** Locks a token out at once. */
  lockOut(token: string): void {
    const now = Date.now();
    this.#useOf(token, now).lockedOutUntil = now + this.#lockoutMs();
  }

  #lockoutMs(): number {
    if (this.#policy === 'off') return 300_000;
    return (this.#policy.lockoutSeconds ?? this.#policy.windowSeconds) * 1000;
  }

  #useOf(token: string, now: number): Use {
    const use = this.#uses.get(token) ?? { ...noUse };
    const windowMs =
      this.#policy === 'off' ? 0 : this.#policy.windowSeconds * 1000;
    const lockoutIsOver = use.lockedOutUntil > 0 && use.lockedOutUntil <= now;
    const windowIsOver = now - use.windowStart >= windowMs;
    if (lockoutIsOver || (windowIsOver && use.lockedOutUntil === 0)) {
      Object.assign(use, { windowStart: now, requests: 0, lockedOutUntil: 0 });
    }
    this.#uses.set(token, use);
    return use;
  }

  #announcement(use: Use, now: number): Record<string, string> {
    if (this.#policy === 'off') return {};
    const { requests, windowSeconds } = this.#policy;
    const end = Math.max(
      use.lockedOutUntil,
      use.windowStart + windowSeconds * 1000,
    );
    const left = Math.max(0, requests - use.requests);
    const policy = new Map([
      ['q', requests],
      ['w', Math.ceil(windowSeconds)],
    ]);
    const state = new Map([
      ['r', left],
      ['t', Math.ceil((end - now) / 1000)],
    ]);
    return {
      Ratelimit: serializeList([['default', state]]),
      'Ratelimit-Policy': serializeList([['default', policy]]),
    };
  }

  #refusal(use: Use, now: number): QuotaDecision {
    const seconds = Math.max(1, Math.ceil((use.lockedOutUntil - now) / 1000));
    return {
      refused: true,
      headers: {
        ...this.#announcement(use, now),
        'Retry-After': String(seconds),
      },
    };
  }
}
