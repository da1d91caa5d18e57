import { parseList } from 'structured-headers';

/** A quota as the server states it. */
export interface StatedPolicy {
  name: string;
  requests: number;
  windowSeconds: number;
}

/** What is left of a quota as the server states it. */
export interface StatedRemainder {
  name: string;
  remaining: number;
  resetSeconds: number;
}

/** A longer wait than Cloudflare's own lock-out (5 minutes) is not believed beyond this. */
const LONGEST_RETRY_AFTER_SECONDS = 900;

function readParameters(
  headers: Headers,
  header: string,
  keys: [string, string],
): { name: string; values: [number, number] }[] {
  const value = headers.get(header);
  if (!value) {
    return [];
  }
  let list;
  try {
    list = parseList(value);
  } catch {
    // Absence is normal, and a malformed statement states nothing.
    return [];
  }
  return list.flatMap(([item, parameters]) => {
    const values = keys.map(key => parameters.get(key));
    return values.every(number => typeof number === 'number' && number >= 0)
      ? [{ name: String(item), values: values as [number, number] }]
      : [];
  });
}

/** Reads `Ratelimit-Policy` (`"name";q=100;w=60`). */
export function readStatedPolicies(headers: Headers): StatedPolicy[] {
  return readParameters(headers, 'ratelimit-policy', ['q', 'w'])
    .filter(({ values }) => values[0] > 0 && values[1] > 0)
    .map(({ name, values: [requests, windowSeconds] }) => ({
      name,
      requests,
      windowSeconds,
    }));
}

/** Reads `Ratelimit` (`"name";r=50;t=30`). */
export function readStatedRemainders(headers: Headers): StatedRemainder[] {
  return readParameters(headers, 'ratelimit', ['r', 't']).map(
    ({ name, values: [remaining, resetSeconds] }) => ({
      name,
      remaining,
      resetSeconds,
    }),
  );
}

/** Reads `Retry-After` (seconds or a date) as whole seconds, at least one. */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) {
    return undefined;
  }
  const seconds = /^\d+(\.\d+)?$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) {
    return undefined;
  }
  return Math.min(LONGEST_RETRY_AFTER_SECONDS, Math.max(1, Math.ceil(seconds)));
}

interface Policy {
  requests: number;
  windowMs: number;
}

interface Remainder {
  remaining: number;
  /** Requests that stay for the account's other callers. */
  floor: number;
  until: number;
}

/** Part of the budget that background requests leave to interactive ones. */
const INTERACTIVE_RESERVE = 0.05;
/** Part of what is not ours that is left to others when they spend it too. */
const FLOOR_FOR_OTHERS = 0.1;
/** Timers and the server's clock are only so exact. */
const CLOCK_MARGIN_MS = 10;
/** Two statements whose windows end this close together speak of one window. */
const SAME_WINDOW_MS = 1500;

/**
 * Counts requests in sliding windows. A request counts while it is under way
 * and for a window after its end: the server counted it somewhere between, so
 * no interval of the server's, fixed or sliding, ever holds more than ours.
 * The configured window always holds; what the server states holds as well.
 */
export class RequestWindow {
  private readonly configured: Policy;
  private readonly stated = new Map<string, Policy>();
  private readonly remainders = new Map<string, Remainder>();
  /** Ends of requests in order; those before `head` are no longer counted. */
  private ends: number[] = [];
  private head = 0;

  constructor(
    private readonly options: {
      requests: number;
      windowSeconds: number;
      share: number;
    },
  ) {
    this.configured = {
      requests: options.requests,
      windowMs: options.windowSeconds * 1000,
    };
  }

  /** Milliseconds until another request fits; Infinity: after one has ended. */
  waitFor(leaveReserve: boolean, now: number, underWay: number): number {
    this.forget(now);
    const waits = this.policies().map(policy =>
      this.waitForPolicy(policy, leaveReserve, now, underWay),
    );
    for (const [name, { remaining, floor, until }] of this.remainders) {
      if (until <= now) {
        this.remainders.delete(name);
      } else if (remaining - underWay <= floor) {
        waits.push(until - now);
      }
    }
    return Math.max(...waits);
  }

  /** Takes note of a request's end and of what the server states about quotas. */
  ended(now: number, underWay: number, headers?: Headers): void {
    this.ends.push(now);
    const policies = headers ? readStatedPolicies(headers) : [];
    const remainders = headers ? readStatedRemainders(headers) : [];
    const restated = new Set(remainders.map(({ name }) => name));
    for (const [name, remainder] of this.remainders) {
      // What the answer states has its own request counted in already.
      if (!restated.has(name)) {
        remainder.remaining--;
      }
    }
    for (const { name, requests, windowSeconds } of policies) {
      this.stated.set(name, { requests, windowMs: windowSeconds * 1000 });
    }
    for (const { name, remaining, resetSeconds } of remainders) {
      this.noteRemainder(name, remaining, resetSeconds, now, underWay);
    }
  }

  /** Use of the window that is nearest to its limit. */
  state(
    now: number,
    underWay: number,
  ): { limit: number; used: number; windowSeconds: number } {
    this.forget(now);
    return this.policies()
      .map(policy => ({
        limit: this.limitOf(policy),
        used: this.counted(policy, now).length + underWay,
        windowSeconds: policy.windowMs / 1000,
      }))
      .reduce((tightest, next) =>
        next.limit - next.used < tightest.limit - tightest.used
          ? next
          : tightest,
      );
  }

  private policies(): Policy[] {
    return [this.configured, ...this.stated.values()];
  }

  private limitOf(policy: Policy): number {
    return Math.max(1, Math.floor(policy.requests * this.options.share));
  }

  private counted(
    policy: Policy,
    now: number,
  ): { first: number; length: number } {
    const since = now - policy.windowMs - CLOCK_MARGIN_MS;
    let low = this.head;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle] > since) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return { first: low, length: this.ends.length - low };
  }

  private waitForPolicy(
    policy: Policy,
    leaveReserve: boolean,
    now: number,
    underWay: number,
  ): number {
    const limit = this.limitOf(policy);
    const { first, length } = this.counted(policy, now);
    const freeAt = (index: number) =>
      this.ends[index] + policy.windowMs + CLOCK_MARGIN_MS;
    const left = limit - length - underWay - 1;
    if (left < 0) {
      return -left <= length ? freeAt(first - left - 1) - now : Infinity;
    }
    const reserve = Math.floor(limit * INTERACTIVE_RESERVE);
    if (!leaveReserve || left >= reserve) {
      return 0;
    }
    if (length === 0) {
      return Infinity;
    }
    // The reserve shrinks as the next slot comes free, so that nothing of the
    // window's budget is left unused when nobody interactive asks for it.
    const untilFree = freeAt(first) - now;
    const enough = ((left + 1) * policy.windowMs) / reserve;
    return Math.max(0, untilFree - enough);
  }

  private noteRemainder(
    name: string,
    remaining: number,
    resetSeconds: number,
    now: number,
    underWay: number,
  ): void {
    const policy = this.stated.get(name);
    const spentByUs = policy ? this.counted(policy, now).length + underWay : 0;
    if (policy && policy.requests - remaining <= spentByUs) {
      // Nobody else spends: our own count is exact, and the server's reset is
      // only given in whole seconds.
      this.remainders.delete(name);
      return;
    }
    const until = now + (resetSeconds + 1) * 1000;
    const before = this.remainders.get(name);
    const sameWindow =
      before &&
      before.until > now &&
      Math.abs(before.until - until) <= SAME_WINDOW_MS;
    const quota = policy?.requests ?? this.configured.requests;
    this.remainders.set(name, {
      // Answers overtake each other; within a window what is left only shrinks.
      remaining: sameWindow ? Math.min(before.remaining, remaining) : remaining,
      floor: Math.ceil(quota * (1 - this.options.share) * FLOOR_FOR_OTHERS),
      until,
    });
  }

  private forget(now: number): void {
    const longest = Math.max(...this.policies().map(p => p.windowMs));
    while (
      this.head < this.ends.length &&
      this.ends[this.head] <= now - longest - CLOCK_MARGIN_MS
    ) {
      this.head++;
    }
    if (this.head > 1000 && this.head * 2 > this.ends.length) {
      this.ends = this.ends.slice(this.head);
      this.head = 0;
    }
  }
}
