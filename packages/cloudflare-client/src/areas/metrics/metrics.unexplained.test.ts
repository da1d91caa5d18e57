import {
  answerAnalytics,
  type TestAnalytics,
} from '../../__testUtils__/testAnalytics';
import { startTestApi, type TestApi } from '../../__testUtils__/testApi';
import type { CloudflareClient } from '../../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const to = new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR);
const from = new Date(to.getTime() - 24 * HOUR);
const unexplained = { errors: [{ message: 'no such thing' }] };

describe('a refusal that names no dataset', () => {
  let api: TestApi;
  let client: CloudflareClient;
  let analytics: TestAnalytics;

  beforeAll(async () => {
    api = await startTestApi();
  });
  beforeEach(async () => {
    client = await api.client({ maxRetries: 0 });
    analytics = answerAnalytics(api);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => api.close());

  const asked = () => analytics.queries.flat().map(({ dataset }) => dataset);

  it('is remembered for an hour of the dataset that it is about', async () => {
    const bad = 'hyperdrivePoolSizesAdaptiveGroups';
    analytics.refuse = nodes =>
      nodes.some(({ dataset }) => dataset === bad) ? unexplained : undefined;
    const first = await client.metrics.read({ from, to });
    expect(first.hyperdrive.pool.problem?.kind).toBe('invalid-response');
    expect(first.queues.backlog.complete).toBe(true);

    analytics.refuse = () => undefined;
    analytics.queries.length = 0;
    const second = await client.metrics.read({ from, to });
    expect(second.hyperdrive.pool.complete).toBe(false);
    expect(asked()).not.toContain(bad);

    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + HOUR + 1);
    const third = await client.metrics.read({ from, to });
    expect(third.hyperdrive.pool.complete).toBe(true);
  });

  it('is of that moment when it befalls all of them', async () => {
    analytics.refuse = () => unexplained;
    const { queues, kv } = await client.metrics.read({ from, to });
    expect(queues.backlog.problem?.kind).toBe('invalid-response');
    expect(kv.storage.complete).toBe(false);
    // Three queries, and the halves of each: then it is no single dataset.
    expect(analytics.queries).toHaveLength(9);

    analytics.refuse = () => undefined;
    const after = await client.metrics.read({ from, to });
    expect(after.queues.backlog.complete).toBe(true);
    expect(after.kv.storage.complete).toBe(true);
  });

  it('loses nothing else to bad datasets in both halves of a query', async () => {
    const bad = ['queueBacklogAdaptiveGroups', 'd1StorageAdaptiveGroups'];
    analytics.refuse = nodes =>
      nodes.some(({ dataset }) => bad.includes(dataset))
        ? unexplained
        : undefined;
    const only = ['d1', 'queues'] as const;
    const { d1, queues } = await client.metrics.read({ from, to }, { only });
    expect([queues.backlog.complete, d1.storage.complete]).toEqual([
      false,
      false,
    ]);
    expect(queues.consumers.complete).toBe(true);
    expect(d1.queries.complete).toBe(true);
  });
});
