import {
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/** A listing and when its reading began. */
export interface KnownListing<T> {
  listing: Listing<T>;
  /** Milliseconds since the epoch. */
  readAt: number;
  /** Why there is no newer one; absent when there was no need. */
  staleBecause?: CloudflareApiError;
}

interface State<T> {
  known?: KnownListing<T>;
  reading?: Promise<KnownListing<T>>;
  /** The last reading that failed, so that an outage is not read anew by every request. */
  failed?: { error: unknown; at: number };
}

/**
 * Keeps one listing per account for a while. Requests that come at once share
 * one reading, and readings of an account begin at least some time apart.
 */
export class SharedListing<T> {
  private readonly states = new Map<string, State<T>>();

  constructor(
    private readonly options: {
      list(account: CloudflareAccount): Promise<Listing<T>>;
      /** For how long a listing is good, in milliseconds. */
      keepMs: number;
      /** Least time between the beginnings of two readings, in milliseconds. */
      restMs: number;
    },
  ) {}

  /**
   * The account's listing, not older than `notBefore` as far as the rest
   * between two readings allows. An old listing stands in for one that fails.
   *
   * @param notBefore - milliseconds since the epoch
   */
  async get(
    account: CloudflareAccount,
    notBefore?: number,
  ): Promise<KnownListing<T>> {
    const { keepMs, restMs } = this.options;
    const state = this.stateOf(account);
    const now = Date.now();
    // A clock that was ahead would make them good for as long as it was.
    if (state.known && state.known.readAt > now) {
      state.known = undefined;
    }
    if (state.failed && state.failed.at > now) {
      state.failed = undefined;
    }
    const { known } = state;
    if (known && known.readAt >= Math.max(now - keepMs, notBefore ?? 0)) {
      return known;
    }
    if (state.reading) {
      return state.reading;
    }
    const failed =
      state.failed && state.failed.at > now - restMs ? state.failed : undefined;
    if (failed) {
      return standIn(known, failed.error);
    }
    if (known && known.readAt > now - restMs) {
      return known;
    }
    const reading = this.read(account, state, now);
    state.reading = reading;
    const end = () => {
      state.reading = undefined;
    };
    reading.then(end, end);
    return reading;
  }

  private async read(
    account: CloudflareAccount,
    state: State<T>,
    readAt: number,
  ): Promise<KnownListing<T>> {
    try {
      state.known = { listing: await this.options.list(account), readAt };
      state.failed = undefined;
      return state.known;
    } catch (error) {
      state.failed = { error, at: Date.now() };
      return standIn(state.known, error);
    }
  }

  private stateOf({ accountId }: CloudflareAccount): State<T> {
    const state = this.states.get(accountId) ?? {};
    this.states.set(accountId, state);
    return state;
  }
}

/** What Cloudflare does not tell now it told before; other errors are our own. */
function standIn<T>(
  known: KnownListing<T> | undefined,
  error: unknown,
): KnownListing<T> {
  if (known && error instanceof CloudflareApiError) {
    return { ...known, staleBecause: error };
  }
  throw error;
}

/** Why something in a listing may be missing or out of date. */
export function problemsOf({
  listing,
  staleBecause,
}: KnownListing<unknown>): CloudflareProblem[] {
  return [...listing.problems, ...(staleBecause ? [staleBecause.problem] : [])];
}
