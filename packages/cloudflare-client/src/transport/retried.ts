import { RequestFailure } from './envelope';

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 8000;
const QUOTA = 10;
const QUOTA_PER_SUCCESS = 0.1;

/**
 * Bounds the retries of all callers together: an outage costs a few requests
 * more, not a multiple of them.
 */
export class RetryQuota {
  private left = QUOTA;

  take(): boolean {
    if (this.left < 1) {
      return false;
    }
    this.left--;
    return true;
  }

  giveBack(): void {
    this.left = Math.min(QUOTA, this.left + QUOTA_PER_SUCCESS);
  }
}

export interface RetryOptions {
  maxRetries: number;
  quota: RetryQuota;
  /** On the clock of `performance.now()`. */
  deadline: number;
  signal?: AbortSignal;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const listening = new AbortController();
    const timer = setTimeout(() => {
      listening.abort();
      resolve();
    }, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true, signal: listening.signal },
    );
  });
}

/**
 * Repeats a read that failed for a passing reason, with full jitter. A rate
 * limit is waited for in the pacing of the next attempt.
 */
export async function retried<T>(
  attempt: () => Promise<T>,
  { maxRetries, quota, deadline, signal }: RetryOptions,
): Promise<T> {
  for (let retries = 0, odd = 0; ; retries++) {
    try {
      const answer = await attempt();
      quota.giveBack();
      return answer;
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) {
        throw failure;
      }
      const { error, retry } = failure;
      const backoff =
        Math.random() *
        Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
      const asked = (error.problem.retryAfter ?? 0) * 1000;
      odd += retry === 'once' ? 1 : 0;
      if (
        retry === 'never' ||
        odd > 1 ||
        retries >= maxRetries ||
        performance.now() + asked + backoff >= deadline ||
        !quota.take()
      ) {
        throw error;
      }
      // The lock-out makes all callers wait, so the next attempt does as well.
      const isPaced = error.kind === 'rate-limited';
      await pause(isPaced ? backoff : asked + backoff, signal);
    }
  }
}
