import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const DEPLOYMENTS = '/api/cloudflare/v1/workers/acme-api/deployments';
const UPSTREAM = 'GET /accounts/{account}/workers/scripts/{script}/deployments';
const ANN = mockCredentials.user.header('user:default/ann');
const BOB = mockCredentials.user.header('user:default/bob');

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

  it.each([
    ['max-age=0', 20, 'miss'],
    ['max-age=0', 3, 'hit'],
    ['no-cache', 20, 'miss'],
    ['max-age=3600', 20, 'hit'],
    ['max-age=soon', 20, 'hit'],
    [undefined, 20, 'hit'],
  ])(
    'with Cache-Control %s after %d s are a %s',
    async (wish, seconds, cached) => {
      const { server } = await startPlugin({
        accounts: [await accountOf(simulator)],
      });
      const get = () =>
        request(server).get(DEPLOYMENTS).set('Authorization', ANN);
      await get();
      const later = jest
        .spyOn(Date, 'now')
        .mockReturnValue(Date.now() + seconds * 1000);
      const again = await (wish ? get().set('Cache-Control', wish) : get());
      later.mockRestore();
      expect(again.body.meta.cache).toBe(cached);
    },
  );

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

  it('are never those that were masked by other rules, or with another key', async () => {
    const kept = new Map<string, unknown>();
    const cache = mockServices.cache.mock({
      get: async key => kept.get(key) as undefined,
      set: async (key, value) => {
        kept.set(key, value);
      },
    });
    const account = await accountOf(simulator);
    const answerBy = async (redaction: JsonObject) => {
      const { server } = await startPlugin({
        accounts: [account],
        denied: ['cloudflare.read.personal'],
        cloudflareConfig: {
          redaction: { pseudonymKey: 'k'.repeat(32), ...redaction },
        },
        features: [cache.factory],
      });
      const { body } = await request(server)
        .get(DEPLOYMENTS)
        .set('Authorization', ANN);
      return { cached: body.meta.cache, author: body.data[0].author };
    };
    const usual = await answerBy({});
    expect(usual).toEqual({
      cached: 'miss',
      author: expect.stringMatching(/^u_\w{12}@acme\.example$/),
    });
    expect(await answerBy({})).toEqual({ ...usual, cached: 'hit' });
    expect(await answerBy({ emailDomains: [] })).toEqual({
      cached: 'miss',
      author: usual.author.split('@')[0],
    });
    const other = await answerBy({ pseudonymKey: 'j'.repeat(32) });
    expect(other.cached).toBe('miss');
    expect(other.author).not.toBe(usual.author);
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
