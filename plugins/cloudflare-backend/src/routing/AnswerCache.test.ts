import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';
import { Answer } from './Answer';
import { AnswerCache } from './AnswerCache';

const DEPLOYMENTS = '/api/cloudflare/v1/workers/acme-api/deployments';
const UPSTREAM = 'GET /accounts/{account}/workers/scripts/{script}/deployments';
const ANN = mockCredentials.user.header('user:default/ann');
const BOB = mockCredentials.user.header('user:default/bob');

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

  it('answers from the cache until the answer is too old', async () => {
    const read = (data: string) =>
      cache.read('k', 30, never(), async () => answer(data));
    expect(await read('a')).toEqual({ answer: answer('a'), cache: 'miss' });
    jest.setSystemTime(29_000);
    expect(await read('b')).toEqual({ answer: answer('a'), cache: 'hit' });
    jest.setSystemTime(31_000);
    expect(await read('c')).toEqual({ answer: answer('c'), cache: 'miss' });
  });

  it('keeps the last good answer while Cloudflare cannot be read', async () => {
    const problem = { kind: 'unavailable' as const, message: 'down' };
    const fail = (kind: 'unavailable' | 'forbidden') =>
      cache.read('k', 30, never(), async () => {
        throw new CloudflareApiError({ ...problem, kind });
      });
    await expect(fail('unavailable')).rejects.toThrow('down');
    await cache.read('k', 30, never(), async () => answer('a'));
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
      await broken.read('k', 30, never(), async () => answer('a')),
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
      cache.read('k', 30, caller.signal, produce),
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
      await cache.read('k', 30, never(), async () => answer('later')),
    ).toMatchObject({ cache: 'miss' });
  });
});

describe('answers', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  const deploymentReads = () => simulator.statistics().byOperation[UPSTREAM];

  it('are read once for 200 callers at once, and cached for the next', async () => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    // The names and the versions are known afterwards.
    await request(server)
      .get(`${DEPLOYMENTS}?limit=24`)
      .set('Authorization', ANN);
    simulator.resetStatistics();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        request(server)
          .get(DEPLOYMENTS)
          .set('Authorization', i % 2 ? ANN : BOB),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
    expect(simulator.statistics().total).toBe(1);
    const next = await request(server)
      .get(DEPLOYMENTS)
      .set('Authorization', ANN);
    expect(next.body.meta.cache).toBe('hit');
    expect(next.headers['cache-control']).toContain('private');
    expect(Number(next.headers.age)).toBeGreaterThanOrEqual(0);
    expect(simulator.statistics().total).toBe(1);
  }, 60_000);

  it('are not sent again to who has them', async () => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    const first = await request(server)
      .get(DEPLOYMENTS)
      .set('Authorization', ANN);
    const again = () =>
      request(server)
        .get(DEPLOYMENTS)
        .set('Authorization', ANN)
        .set('If-None-Match', first.headers.etag);
    expect((await again()).status).toBe(304);
    expect((await again()).text).toBe('');
    const other = await request(server)
      .get(`${DEPLOYMENTS}?limit=1`)
      .set('Authorization', ANN);
    expect(other.headers.etag).not.toBe(first.headers.etag);
  });

  it('are never shared between those who see more and those who see less', async () => {
    const set = jest.fn();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: (permission, userRef) =>
        permission === 'cloudflare.read.personal' &&
        userRef !== 'user:default/ann',
      features: [
        mockServices.cache.mock({ get: async () => undefined, set }).factory,
      ],
    });
    const [clear, masked] = await Promise.all(
      [ANN, BOB].map(user =>
        request(server).get(DEPLOYMENTS).set('Authorization', user),
      ),
    );
    expect(deploymentReads()).toBe(2);
    expect(clear.text).toContain('dev@acme.example');
    expect(masked.text).not.toContain('dev@acme.example');
    expect(masked.headers.etag).not.toBe(clear.headers.etag);
    const [[key, first], [otherKey, second]] = set.mock.calls;
    expect(key).not.toBe(otherKey);
    expect(
      [first, second].filter(value =>
        JSON.stringify(value).includes('dev@acme.example'),
      ),
    ).toHaveLength(1);
  });

  it('are told apart by account, name and filter', async () => {
    const second = await startSimulator();
    const { server } = await startPlugin({
      accounts: [
        await accountOf(simulator),
        { ...(await accountOf(second, { key: 'second' })), accountId: 'f' },
      ],
    });
    second.account.removeWorker('acme-api');
    const get = (query: string) =>
      request(server)
        .get(DEPLOYMENTS + query)
        .set('Authorization', ANN);
    expect((await get('')).body.meta.account).toBe('default');
    expect((await get('?account=second')).status).toBe(404);
    expect((await get('?limit=1')).body.data).toHaveLength(1);
    expect((await get('')).body.data.length).toBeGreaterThan(1);
    await second.close();
  });

  it.each([
    [undefined, 30],
    [90, 90],
  ])('with cache.ttl %s are kept for %d seconds', async (ttl, seconds) => {
    const set = jest.fn();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      cloudflareConfig: ttl ? { cache: { ttl } } : {},
      features: [
        mockServices.cache.mock({ get: async () => undefined, set }).factory,
      ],
    });
    const before = Date.now();
    await request(server).get(DEPLOYMENTS).set('Authorization', ANN);
    const [[, { freshUntil }]] = set.mock.calls;
    expect(freshUntil).toBeGreaterThanOrEqual(before + seconds * 1000);
    expect(freshUntil).toBeLessThanOrEqual(Date.now() + seconds * 1000);
  });
});
