import { problemError, RequestFailure, type Subject } from './envelope';
import { retried, RetryQuota } from './retried';

const subject: Subject = {
  area: 'account',
  what: 'the account',
  permission: 'Account Settings Read',
};

function failure(
  retry: RequestFailure['retry'],
  kind: 'unavailable' | 'rate-limited' | 'invalid-response' = 'unavailable',
  retryAfter?: number,
) {
  return new RequestFailure(
    problemError(kind, subject, 'it failed', { retryAfter }),
    retry,
  );
}

describe('retried', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const run = (attempt: () => Promise<unknown>, more = {}) => {
    const outcome: { value?: unknown; error?: unknown } = {};
    retried(attempt, {
      maxRetries: 3,
      quota: new RetryQuota(),
      deadline: performance.now() + 30_000,
      ...more,
    }).then(
      value => {
        outcome.value = value;
      },
      error => {
        outcome.error = error;
      },
    );
    return outcome;
  };

  it('repeats a passing failure until it succeeds', async () => {
    const attempt = jest
      .fn()
      .mockRejectedValueOnce(failure('always'))
      .mockRejectedValueOnce(failure('always'))
      .mockResolvedValue('read');
    const outcome = run(attempt);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(outcome.value).toBe('read');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['never', 1],
    ['once', 2],
    ['always', 4],
  ] as const)('repeats %s: %d attempts', async (retry, attempts) => {
    const attempt = jest.fn().mockRejectedValue(failure(retry));
    const outcome = run(attempt);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(attempt).toHaveBeenCalledTimes(attempts);
    expect(outcome.error).toMatchObject({ kind: 'unavailable' });
  });

  it('does not repeat what is no failed request', async () => {
    const attempt = jest.fn().mockRejectedValue(new Error('aborted'));
    const outcome = run(attempt);
    await jest.advanceTimersByTimeAsync(1000);
    expect(attempt).toHaveBeenCalledTimes(1);
    expect(outcome.error).toEqual(new Error('aborted'));
  });

  it('ends at once when what the server asks for is past the deadline', async () => {
    const attempt = jest
      .fn()
      .mockRejectedValue(failure('always', 'rate-limited', 300));
    const outcome = run(attempt);
    await jest.advanceTimersByTimeAsync(0);
    expect(outcome.error).toMatchObject({
      kind: 'rate-limited',
      problem: { retryAfter: 300 },
    });
  });

  it('waits as long as a 503 asks for', async () => {
    const attempt = jest
      .fn()
      .mockRejectedValueOnce(failure('always', 'unavailable', 5))
      .mockResolvedValue('read');
    const outcome = run(attempt);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(attempt).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(outcome.value).toBe('read');
  });

  it('ends at once when aborted during back-off', async () => {
    const controller = new AbortController();
    const attempt = jest
      .fn()
      .mockRejectedValue(failure('always', 'unavailable', 10));
    const outcome = run(attempt, { signal: controller.signal });
    await jest.advanceTimersByTimeAsync(100);
    controller.abort(new Error('enough'));
    await jest.advanceTimersByTimeAsync(0);
    expect(outcome.error).toEqual(new Error('enough'));
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('spends one quota over all callers, and earns it back by successes', async () => {
    const quota = new RetryQuota();
    const attempt = jest.fn().mockRejectedValue(failure('always'));
    for (let i = 0; i < 100; i++) {
      run(attempt, { quota });
    }
    await jest.advanceTimersByTimeAsync(60_000);
    expect(attempt).toHaveBeenCalledTimes(110);
    for (let i = 0; i < 11; i++) {
      run(async () => 'read', { quota });
    }
    await jest.advanceTimersByTimeAsync(0);
    run(attempt, { quota });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(attempt).toHaveBeenCalledTimes(112);
  });
});
