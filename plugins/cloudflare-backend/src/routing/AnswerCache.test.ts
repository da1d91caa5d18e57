import { mockServices } from '@backstage/backend-test-utils';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { Answer } from './Answer';
import { AnswerCache } from './AnswerCache';

function answer(data: string): Answer {
  return {
    data,
    meta: {
      account: 'default',
      fetchedAt: '2026-01-01T00:00:00Z',
      complete: true,
      masked: false,
    },
  };
}

const never = () => new AbortController().signal;

describe('AnswerCache', () => {
  const logger = mockServices.logger.mock();
  let stored: Map<string, any>;
  let cache: AnswerCache;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    stored = new Map();
    cache = new AnswerCache(
      mockServices.cache.mock({
        get: async key => stored.get(key),
        set: async (key, value) => void stored.set(key, value),
      }),
      logger,
    );
  });
  afterEach(() => jest.useRealTimers());

  const readNow = (data: string, most?: number) =>
    cache.read('k', { ttl: 30, most }, never(), async () => {
      const fetchedAt = new Date(Date.now()).toISOString();
      return { data, meta: { ...answer(data).meta, fetchedAt } };
    });

  it('answers from the cache until the answer is too old', async () => {
    const read = (data: string) =>
      cache.read('k', { ttl: 30 }, never(), async () => answer(data));
    expect(await read('a')).toEqual({ answer: answer('a'), cache: 'miss' });
    jest.setSystemTime(29_000);
    expect(await read('b')).toEqual({ answer: answer('a'), cache: 'hit' });
    jest.setSystemTime(31_000);
    expect(await read('c')).toEqual({ answer: answer('c'), cache: 'miss' });
  });

  it('keeps no answer for as long as a clock was ahead', async () => {
    jest.setSystemTime(365 * 86_400_000);
    await readNow('a');
    jest.setSystemTime(0);
    expect((await readNow('b')).answer.data).toBe('b');
    expect((await readNow('c')).answer.data).toBe('b');
  });

  it('reads anew for who wants it fresher', async () => {
    await readNow('a');
    jest.setSystemTime(6_000);
    expect((await readNow('c', 10)).answer.data).toBe('a');
    expect((await readNow('d', 0)).answer.data).toBe('d');
    expect((await readNow('e')).answer.data).toBe('d');
  });

  it('gives an old answer only to those of equal questions who take it', async () => {
    await readNow('a');
    jest.setSystemTime(20_000);
    const answers = await Promise.all([
      readNow('b'),
      readNow('c', 0),
      readNow('d'),
      readNow('e', 0),
    ]);
    expect(answers.map(found => found.answer.data)).toEqual([
      'a',
      'c',
      'a',
      'c',
    ]);
  });

  it('keeps the last good answer while Cloudflare cannot be read', async () => {
    const problem = { kind: 'unavailable' as const, message: 'down' };
    const fail = (kind: 'unavailable' | 'forbidden') =>
      cache.read('k', { ttl: 30 }, never(), async () => {
        throw new CloudflareApiError({ ...problem, kind });
      });
    await expect(fail('unavailable')).rejects.toThrow('down');
    await cache.read('k', { ttl: 30 }, never(), async () => answer('a'));
    jest.setSystemTime(31_000);
    expect(await fail('unavailable')).toEqual({
      answer: answer('a'),
      cache: 'stale',
      problem,
    });
    await expect(fail('forbidden')).rejects.toThrow('down');
  });

  it('takes a cache that fails for an empty one', async () => {
    const broken = new AnswerCache(
      mockServices.cache.mock({
        get: async () => {
          throw new Error('no connection');
        },
        set: async () => {
          throw new Error('no connection');
        },
      }),
      logger,
    );
    expect(
      await broken.read('k', { ttl: 30 }, never(), async () => answer('a')),
    ).toEqual({ answer: answer('a'), cache: 'miss' });
  });

  it('calls a reading off when the last caller is gone, not before', async () => {
    const callers = [new AbortController(), new AbortController()];
    let signal!: AbortSignal;
    const produce = jest.fn(
      (own: AbortSignal) =>
        new Promise<Answer>((_, reject) => {
          signal = own;
          own.addEventListener('abort', () => reject(own.reason));
        }),
    );
    const readings = callers.map(caller =>
      cache.read('k', { ttl: 30 }, caller.signal, produce),
    );
    const outcomes = Promise.allSettled(readings);
    await jest.advanceTimersByTimeAsync(1);
    expect(produce).toHaveBeenCalledTimes(1);
    callers[0].abort();
    expect(signal.aborted).toBe(false);
    callers[1].abort();
    expect(signal.aborted).toBe(true);
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(
      await cache.read('k', { ttl: 30 }, never(), async () => answer('later')),
    ).toMatchObject({ cache: 'miss' });
  });
});
