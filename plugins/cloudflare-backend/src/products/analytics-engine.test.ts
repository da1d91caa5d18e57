import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  AnalyticsDataset,
  AnalyticsQueryResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const SQL = 'POST /accounts/{account}/analytics_engine/sql';
const BASE = '/api/cloudflare/v1/analytics-engine';

const writer = (
  type: string,
  name: string,
  datasets: string[],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: `cf-${name}`,
    annotations: {
      'backstage.io/managed-by-origin-location': 'cloudflare-provider:default',
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': name,
      ...annotations,
    },
  },
  spec: { type, parameters: { analyticsDatasets: datasets } },
});

const entities = [
  writer('cloudflare-worker', 'acme-api', ['acme_analytics']),
  writer('cloudflare-pages', 'acme-web', ['acme_web_analytics']),
  writer('cloudflare-worker', 'other', ['acme_elsewhere'], {
    'cloudflare.com/account': 'other',
  }),
  // Written by hand.
  writer('cloudflare-worker', 'fake', ['acme_fake'], {
    'backstage.io/managed-by-origin-location': 'url:https://git.acme.example',
  }),
];

describe('Analytics Engine', () => {
  let simulator: Simulator;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  const start = async (denied: string[] = []) => {
    plugin = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied,
      entities,
      cloudflareConfig: {
        analyticsEngine: {
          datasets: [
            'acme_analytics',
            'acme_web_analytics',
            'acme-edge-timings',
          ],
          maxRangeDays: 2,
          sensitiveMaxRangeDays: 7,
          defaultLimit: 20,
        },
      },
    });
  };
  beforeEach(async () => {
    simulator = await startSimulator();
    await start();
  });
  afterEach(() => simulator.close());

  const list = async (query = '') => {
    const { body } = await request(plugin.server)
      .get(`${BASE}/datasets${query}`)
      .set('Authorization', mockCredentials.user.header());
    return { data: body.data as AnalyticsDataset[], meta: body.meta };
  };
  const ask = (query: string, dataset = 'acme_analytics') =>
    request(plugin.server)
      .post(`${BASE}/${dataset}/query`)
      .set('Authorization', mockCredentials.user.header())
      .send({ query });
  const queries = () => simulator.statistics().byOperation[SQL] ?? 0;

  it('lists datasets of bindings and of data, and says whence it knows them', async () => {
    const { data, meta } = await list();
    expect(meta.complete).toBe(true);
    expect(data).toEqual([
      expect.objectContaining({ name: 'Acme_Analytics', knownFrom: ['data'] }),
      expect.objectContaining({ name: 'acme-edge-timings' }),
      {
        name: 'acme_analytics',
        knownFrom: ['bindings', 'data'],
        writers: [
          {
            product: 'workers',
            name: 'acme-api',
            entityRef: 'resource:default/cf-acme-api',
          },
        ],
        queryable: true,
      },
      expect.objectContaining({ name: 'acme_assistant_usage', writers: [] }),
      {
        name: 'acme_web_analytics',
        knownFrom: ['bindings'],
        writers: [expect.objectContaining({ product: 'pages' })],
        queryable: false,
      },
    ]);
    expect((await list('?name=acme_analytics')).data).toHaveLength(1);
  });

  it('lists what is bound when Cloudflare does not tell what holds data', async () => {
    simulator.refusePermission('Account Analytics Read');
    await start();
    const { data, meta } = await list();
    expect(data.map(({ name }) => name)).toEqual([
      'acme_analytics',
      'acme_web_analytics',
    ]);
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ permission: 'Account Analytics Read' }],
    });
  });

  it('answers a query, and says what was sent and what was added', async () => {
    const { status, body } = await ask(
      'select sum(_sample_interval) as hits, blob1 from acme_analytics group by blob1',
    );
    expect(status).toBe(200);
    const data = body.data as AnalyticsQueryResult;
    expect(data.columns).toEqual([
      { name: 'hits', type: 'UInt64' },
      { name: 'blob1', type: 'String' },
    ]);
    expect(data.rows).toHaveLength(5);
    for (const [hits] of data.rows) {
      expect(hits).toMatch(/^\d+$/);
    }
    expect(data).toMatchObject({
      changed: true,
      added: ['range', 'limit'],
      limit: 20,
    });
    expect(data.sql).toMatch(
      /^SELECT sum\(_sample_interval\) AS hits, blob1\nFROM acme_analytics\nWHERE timestamp >= toDateTime\(\d+\)\nGROUP BY blob1\nLIMIT 20$/,
    );
    expect(Date.now() - Date.parse(data.range.from)).toBeLessThanOrEqual(
      86_400_000,
    );
  });

  it('answers what the panel offers as an example, of a name to be quoted', async () => {
    const { body } = await ask(
      [
        `SELECT toStartOfInterval(timestamp, INTERVAL '1' HOUR) AS hour,`,
        '  SUM(_sample_interval) AS points',
        'FROM "acme-edge-timings"',
        'GROUP BY hour',
        'ORDER BY hour DESC',
      ].join('\n'),
      'acme-edge-timings',
    );
    const { columns, rows } = body.data as AnalyticsQueryResult;
    expect(columns.map(({ type }) => type)).toEqual(['DateTime', 'UInt64']);
    expect(rows).toHaveLength(20);
    const hours = rows.map(([hour]) => hour!);
    expect(hours).toEqual([...hours].sort().reverse());
  });

  it('refuses what the gate refuses, and says where and why', async () => {
    const before = queries();
    const { status, body } = await ask(
      "SELECT url('http://evil.example') FROM acme_analytics",
    );
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      reason: 'function',
      position: 7,
      message: expect.stringContaining('line 1, column 8'),
    });
    expect(body.error.message).not.toContain('evil');
    expect(
      (
        await ask(
          "SELECT count() FROM acme_analytics WHERE timestamp > NOW() - INTERVAL '8' DAY",
        )
      ).body.error,
    ).toMatchObject({ reason: 'time-range' });
    // One to know the names of the datasets.
    expect(queries() - before).toBeLessThanOrEqual(1);
  });

  it('asks only datasets that are allowed and hold data', async () => {
    const secret = await ask(
      'SELECT count() FROM acme_assistant_usage',
      'acme_assistant_usage',
    );
    expect([secret.status, secret.body.error.message]).toEqual([
      400,
      expect.stringContaining('cloudflare.analyticsEngine.datasets'),
    ]);
    const empty = await ask(
      'SELECT count() FROM acme_web_analytics',
      'acme_web_analytics',
    );
    expect(empty.status).toBe(404);
    const other = await ask('SELECT count() FROM Acme_Analytics');
    expect(other.body.error).toMatchObject({ reason: 'dataset' });
  });

  it('gives those who may see sensitive fields the longer range', async () => {
    const days =
      "SELECT count() FROM acme_analytics WHERE timestamp > NOW() - INTERVAL '5' DAY";
    expect((await ask(days)).status).toBe(200);
    await start(['cloudflare.read.sensitive']);
    expect((await ask(days)).body.error.reason).toBe('time-range');
  });

  it('lets only those name blobs who may see sensitive fields', async () => {
    const query = 'SELECT blob1, count() FROM acme_analytics GROUP BY blob1';
    expect((await ask(query)).status).toBe(200);
    await start(['cloudflare.read.sensitive']);
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body.error.reason).toBe('sensitive-column');
    expect((await ask('SELECT count() FROM acme_analytics')).status).toBe(200);
  });

  it('sends equal queries that come at once only once', async () => {
    await ask('SELECT avg(double1) FROM acme_analytics');
    simulator.setLatency(200);
    const before = queries();
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask('SELECT count() FROM acme_analytics')),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(queries() - before).toBe(1);
  });

  it('answers 429 to who asks too often, and when to come back', async () => {
    const answers = [];
    for (let i = 0; i < 32; i++) {
      answers.push(await ask('SELECT 1;'));
    }
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(400));
    const tooOften = answers.find(({ status }) => status === 429)!;
    expect(Number(tooOften.headers['retry-after'])).toBeGreaterThan(0);
    expect(tooOften.body.error.message).toContain('30 times a minute');
  });

  it('does not repeat what Cloudflare says of a query', async () => {
    await ask('SELECT count() FROM acme_analytics');
    simulator.injectFault({
      operation: SQL,
      fault: {
        type: 'status',
        status: 422,
        body: 'unknown: marker-of-upstream',
      },
    });
    const { status, text } = await ask(
      'SELECT max(double1) FROM acme_analytics',
    );
    expect(status).toBe(400);
    expect(text).toContain('Cloudflare does not accept the query');
    expect(text).not.toContain('marker-of-upstream');
  });

  it('is audited by hash and number of rows, never by content', async () => {
    await ask("SELECT count() FROM acme_analytics WHERE blob1 = 'private'");
    await ask('SELECT count() FROM acme_analytics; DROP');
    const events = plugin.audited.filter(
      ({ eventId }) => eventId === 'analytics-engine-query',
    );
    expect(events.map(({ outcome }) => outcome)).toEqual(['success', 'fail']);
    expect(events.map(({ done }) => done)).toEqual([
      {
        dataset: 'acme_analytics',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        sensitive: true,
        count: 1,
      },
      expect.objectContaining({ refused: 'semicolon' }),
    ]);
    await ask('SELECT count() FROM acme_analytics WHERE private');
    expect(JSON.stringify(plugin.audited)).not.toMatch(/private|DROP|SELECT/);
  });
});
