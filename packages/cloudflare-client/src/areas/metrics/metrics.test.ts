import type { CloudflareClient } from '../../CloudflareClient';
import {
  answerAnalytics,
  type AskedNode,
  type TestAnalytics,
} from '../../__testUtils__/testAnalytics';
import { startTestApi, type TestApi } from '../../__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const to = new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR);
const from = new Date(to.getTime() - 24 * HOUR);

/** A refusal as Cloudflare words it. */
function noAccess(dataset: string) {
  const message = `cannot access the path: accounts.${dataset}: does not have access to the path`;
  const path = ['viewer', 'accounts', '0', dataset];
  return { errors: [{ message, path, extensions: { code: 'authz' } }] };
}

const has = (dataset: string) => (nodes: AskedNode[]) =>
  nodes.some(node => node.dataset === dataset);

const backlogRow = (hour: Date) => ({
  avg: { messages: 3, bytes: 300 },
  dimensions: {
    queueId: 'q1',
    datetimeHour: hour.toISOString().replace('.000Z', 'Z'),
  },
});

/** The hours that a filter by time spans. */
function hoursOf({ filter }: AskedNode): Date[] {
  const [first, last] = [...filter.matchAll(/"([^"]+)"/g)].map(([, time]) =>
    Date.parse(time),
  );
  const hours = [];
  for (let time = Math.ceil(first / HOUR) * HOUR; time <= last; time += HOUR) {
    hours.push(new Date(time));
  }
  return hours;
}

describe('client.metrics', () => {
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

  it('reads all products in three requests, and the settings once a day', async () => {
    const metrics = await client.metrics.read({ from, to });
    expect(metrics.queues.backlog).toEqual({ rows: [], complete: true });
    expect(metrics.browserRendering.apiCalls.complete).toBe(true);
    expect(analytics.queries).toHaveLength(3);
    expect(analytics.settingsQueries).toBe(1);
    await client.metrics.read({ from, to });
    expect(analytics.settingsQueries).toBe(1);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 25 * HOUR);
    await client.metrics.read({ from, to });
    expect(analytics.settingsQueries).toBe(2);
  });

  it('reads the products alone that are asked for', async () => {
    const metrics = await client.metrics.read({ from, to }, { only: ['kv'] });
    expect(Object.keys(metrics)).toEqual(['kv']);
    expect(analytics.queries.flat().map(({ dataset }) => dataset)).toEqual([
      'kvStorageAdaptiveGroups',
      'kvOperationsAdaptiveGroups',
    ]);
  });

  it('does not ask for a dataset that the plan lacks', async () => {
    analytics.settings = { kvStorageAdaptiveGroups: { enabled: false } };
    const { kv } = await client.metrics.read({ from, to }, { only: ['kv'] });
    expect(kv.storage).toEqual({
      rows: [],
      complete: false,
      problem: expect.objectContaining({ kind: 'not-entitled', product: 'kv' }),
    });
    expect(kv.operations.complete).toBe(true);
    expect(analytics.queries.flat()).toHaveLength(1);
  });

  it('reads the others when a dataset is refused, and leaves it out for a day', async () => {
    const refused = 'queueConsumerMetricsAdaptiveGroups';
    analytics.rows = node =>
      node.dataset === 'queueBacklogAdaptiveGroups' ? [backlogRow(from)] : [];
    analytics.refuse = nodes =>
      has(refused)(nodes) ? noAccess(refused) : undefined;
    const read = () =>
      client.metrics.read({ from, to }, { only: ['queues', 'r2'] });
    const { queues, r2 } = await read();
    expect(queues.backlog.rows).toHaveLength(1);
    expect(queues.consumers.problem).toMatchObject({
      kind: 'not-entitled',
      product: 'queues',
      message: expect.stringContaining(refused),
    });
    expect(r2.storage.complete).toBe(true);
    expect(analytics.queries).toHaveLength(2);

    const again = await read();
    expect(again.queues.consumers.problem?.kind).toBe('not-entitled');
    expect(analytics.queries).toHaveLength(3);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 25 * HOUR);
    analytics.refuse = () => undefined;
    expect((await read()).queues.consumers.complete).toBe(true);
  });

  it('learns of several unknown datasets before it asks for data', async () => {
    analytics.unknown = [
      'vectorizeV2QueriesAdaptiveGroups',
      'queueConsumerMetricsAdaptiveGroups',
    ];
    const { vectorize, queues } = await client.metrics.read({ from, to });
    expect(vectorize.queries.problem?.kind).toBe('not-supported');
    expect(queues.consumers.problem?.kind).toBe('not-supported');
    expect(vectorize.storage.complete).toBe(true);
    expect(analytics.settingsQueries).toBe(2);
    expect(analytics.queries).toHaveLength(3);
  });

  it('finds the dataset that a refusal does not name', async () => {
    analytics.refuse = nodes =>
      has('hyperdrivePoolSizesAdaptiveGroups')(nodes)
        ? { errors: [{ message: 'no such thing' }] }
        : undefined;
    const { hyperdrive, workers } = await client.metrics.read({ from, to });
    expect(hyperdrive.pool.problem).toMatchObject({ kind: 'invalid-response' });
    expect(hyperdrive.queries.complete).toBe(true);
    expect(workers.totals.complete).toBe(true);
  });

  it('refuses every node of a dataset at once', async () => {
    analytics.refuse = nodes =>
      has('d1AnalyticsAdaptiveGroups')(nodes)
        ? {
            status: 400,
            errors: [
              {
                message: 'unknown field "rowsRead"',
                path: ['viewer', 'accounts', '0', 'd1AnalyticsAdaptiveGroups'],
              },
            ],
          }
        : undefined;
    const { d1 } = await client.metrics.read({ from, to }, { only: ['d1'] });
    expect(d1.queries.problem?.kind).toBe('not-supported');
    expect(d1.dailyQueries.problem?.kind).toBe('not-supported');
    expect(d1.storage.complete).toBe(true);
    expect(analytics.queries).toHaveLength(2);
  });

  it('splits what is too much for one query, and remembers what fits', async () => {
    analytics.refuse = nodes =>
      nodes.length > 6
        ? { status: 429, errors: [{ message: 'query has too many nodes' }] }
        : undefined;
    const first = await client.metrics.read({ from, to });
    expect(first.workflows.events.complete).toBe(true);
    analytics.queries.length = 0;
    await client.metrics.read({ from, to });
    expect(Math.max(...analytics.queries.map(nodes => nodes.length))).toBe(5);
  });

  it('halves a window that holds too many rows, by full hours', async () => {
    analytics.settings = {
      queueBacklogAdaptiveGroups: { enabled: true, maxPageSize: 10 },
    };
    analytics.rows = node =>
      node.dataset === 'queueBacklogAdaptiveGroups'
        ? hoursOf(node).map(backlogRow).slice(0, node.limit)
        : [];
    const { queues } = await client.metrics.read(
      { from, to },
      { only: ['queues'] },
    );
    expect(queues.backlog.complete).toBe(true);
    const hours = queues.backlog.rows.map(({ hour }) => hour);
    expect(hours).toHaveLength(24);
    expect(new Set(hours).size).toBe(24);
  });

  it('tells when even the shortest windows hold too many rows', async () => {
    analytics.settings = {
      queueBacklogAdaptiveGroups: { maxPageSize: 1 },
      workersInvocationsAdaptive: { maxPageSize: 1 },
    };
    analytics.rows = node => {
      switch (node.dataset) {
        case 'queueBacklogAdaptiveGroups':
          return [backlogRow(hoursOf(node)[0])];
        case 'workersInvocationsAdaptive':
          return [
            {
              sum: { requests: 5, errors: 0, subrequests: 0 },
              quantiles: { cpuTimeP50: 1500, cpuTimeP99: null },
              dimensions: { scriptName: 'api', datetimeHour: from },
            },
          ];
        default:
          return [];
      }
    };
    const { queues, workers } = await client.metrics.read(
      { from, to },
      { only: ['queues', 'workers'] },
    );
    expect(queues.backlog.rows).toHaveLength(8);
    expect(queues.backlog.problem?.kind).toBe('incomplete');
    // Percentiles of two halves cannot be put together.
    expect(workers.totals).toMatchObject({
      rows: [{ script: 'api', requests: 5, cpuTimeP50Ms: 1.5 }],
      complete: false,
    });
    expect(workers.totals.rows[0].cpuTimeP99Ms).toBeUndefined();
  });

  it('looks back over days, as far as the account may', async () => {
    analytics.settings = {
      kvStorageAdaptiveGroups: { notOlderThan: (3 * 24 * HOUR) / 1000 },
    };
    const { kv } = await client.metrics.read(
      { from, to },
      { only: ['kv', 'd1'] },
    );
    const day = (time: number) => new Date(time).toISOString().slice(0, 10);
    const filterOf = (dataset: string, start: string) =>
      analytics.queries
        .flat()
        .find(node => node.dataset === dataset && node.filter.startsWith(start))
        ?.filter;
    const last = to.getTime() - 1;
    expect(filterOf('d1AnalyticsAdaptiveGroups', 'date_')).toBe(
      `date_geq: "${day(last - 30 * 24 * HOUR)}", date_leq: "${day(last)}"`,
    );
    expect(filterOf('kvStorageAdaptiveGroups', 'date_')).not.toContain(
      day(last - 6 * 24 * HOUR),
    );
    expect(kv.storage.problem?.kind).toBe('incomplete');
  });

  it('counts rows that are not as promised', async () => {
    analytics.rows = node =>
      node.dataset === 'queueBacklogAdaptiveGroups'
        ? [backlogRow(from), { avg: {}, dimensions: { queueId: 7 } }]
        : [];
    const { queues } = await client.metrics.read(
      { from, to },
      { only: ['queues'] },
    );
    expect(queues.backlog.rows).toHaveLength(1);
    expect(queues.backlog.problem).toMatchObject({
      kind: 'invalid-response',
      message: expect.stringContaining('1 rows'),
    });
  });

  it('does not take a dataset without an answer for one without rows', async () => {
    analytics.rows = node =>
      node.dataset === 'queueBacklogAdaptiveGroups' ? undefined : [];
    const { queues } = await client.metrics.read(
      { from, to },
      { only: ['queues'] },
    );
    expect(queues.backlog).toMatchObject({
      complete: false,
      problem: { kind: 'invalid-response' },
    });
    expect(queues.operations.complete).toBe(true);
  });

  it('fails when nothing can be read', async () => {
    analytics.refuse = () => ({ status: 503, errors: [] });
    await expect(client.metrics.read({ from, to })).rejects.toMatchObject({
      kind: 'unavailable',
    });
    await expect(
      client.metrics.read({ from: to, to: from }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});
