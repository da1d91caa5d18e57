import { LRUCache } from 'lru-cache';
import { Caller } from './route';
import { TooManyRequestsError } from './TooManyRequestsError';

const MS_PER_MINUTE = 60_000;
const MS_PER_SECOND = 1000;
const MOST_BUCKETS = 10_000;

/** The key of a caller's own bucket. */
export function bucketOf({ credentials }: Caller): string {
  const { principal } = credentials as {
    principal: { userEntityRef?: string; subject?: string };
  };
  return principal.userEntityRef ?? principal.subject ?? '';
}

/** A bucket for each key, from which every request takes a token. */
export class RateBuckets {
  private readonly buckets = new LRUCache<
    string,
    { tokens: number; at: number }
  >({ max: MOST_BUCKETS });

  /** @param perMinute - tokens that come back in a minute, and the most there are */
  constructor(
    private readonly perMinute: number,
    /** A clock that is never set: one that was ahead would lock callers out. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param whose - whose requests are too many, for the message
   * @throws TooManyRequestsError when the bucket is empty
   */
  take(key: string, whose: string): void {
    const at = this.now();
    const { perMinute } = this;
    const known = this.buckets.get(key) ?? { tokens: perMinute, at };
    const regained = ((at - known.at) * perMinute) / MS_PER_MINUTE;
    const tokens = Math.min(perMinute, known.tokens + regained);
    if (tokens < 1) {
      const waitMs = ((1 - tokens) * MS_PER_MINUTE) / perMinute;
      throw new TooManyRequestsError(
        `${whose} can be answered ${perMinute} times a minute: wait and ask again`,
        Math.ceil(waitMs / MS_PER_SECOND),
      );
    }
    this.buckets.set(key, { tokens: tokens - 1, at });
  }
}
