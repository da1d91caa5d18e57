import {
  exampleBodies,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../__testUtils__/startClient';
import { sendJson, startTestApi, type TestApi } from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const SECRET = 'what-the-query-asked';
const query = `SELECT blob1 FROM acme_analytics WHERE blob1 = '${SECRET}' LIMIT 5`;

describe('Analytics Engine of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('has the datasets that hold data, in both cases', async () => {
    const { items, complete } = await client.analyticsEngine.datasets();
    expect(complete).toBe(true);
    expect(items.map(({ name }) => name)).toEqual([
      'acme_analytics',
      'acme-edge-timings',
      'acme_assistant_usage',
      'Acme_Analytics',
    ]);
  });

  it('answers a query with columns and rows', async () => {
    const { columns, rows } = await client.analyticsEngine.query(
      [
        'SELECT blob1 AS route, sum(_sample_interval) AS hits',
        'FROM acme_analytics',
        'WHERE timestamp >= toDateTime(1795220000)',
        'GROUP BY route',
        'LIMIT 3',
      ].join('\n'),
    );
    expect(columns).toEqual([
      { name: 'route', type: 'String' },
      { name: 'hits', type: 'UInt64' },
    ]);
    expect(rows).toHaveLength(3);
    expect(rows[0][0]).toBe('/v1/orders');
  });

  it('does not repeat a query that Cloudflare refuses', async () => {
    const refused = client.analyticsEngine.query(
      query.replace('acme_analytics', 'acme_none'),
    );
    await expect(refused).rejects.toMatchObject({ status: 422 });
    await expect(refused).rejects.not.toMatchObject({
      message: expect.stringContaining(SECRET),
    });
  });

  it('names the permission, and what else may be the cause', async () => {
    simulator.refusePermission('Account Analytics Read');
    await expect(client.analyticsEngine.datasets()).rejects.toMatchObject({
      problem: {
        kind: 'forbidden',
        permission: 'Account Analytics Read',
        message: expect.stringContaining('not enabled'),
      },
    });
    simulator.grantPermission('Account Analytics Read');
  });
});

describe('an API of Analytics Engine', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 2 });
  });
  afterAll(() => api.close());

  const sendText = (status: number, text: string) =>
    api.answer(response => {
      response.writeHead(status, { 'content-type': 'text/plain' });
      response.end(text);
    });

  it('answers the examples, numbers as they come', async () => {
    api.answer((response, { body }) =>
      sendJson(
        response,
        body.startsWith('SHOW')
          ? exampleBodies.analyticsEngineShowTables
          : exampleBodies.analyticsEngineSql,
      ),
    );
    expect(await client.analyticsEngine.datasets()).toEqual({
      items: [{ name: 'acme_analytics' }],
      complete: true,
      problems: [],
    });
    expect(await client.analyticsEngine.query(query)).toEqual({
      columns: [
        { name: 'route', type: 'String' },
        { name: 'hits', type: 'UInt64' },
      ],
      rows: [
        ['/v1/orders', '1200'],
        ['/health', 5],
      ],
    });
    expect(
      api.received.map(({ method, url, headers, body }) => [
        method,
        url.pathname.split('/').slice(-2).join('/'),
        headers['content-type'],
        body,
      ]),
    ).toEqual([
      [
        'POST',
        'analytics_engine/sql',
        'text/plain',
        'SHOW TABLES\nFORMAT JSON',
      ],
      ['POST', 'analytics_engine/sql', 'text/plain', `${query}\nFORMAT JSON`],
    ]);
  });

  it('is sent nothing but a SELECT', async () => {
    api.answer(response => sendJson(response, {}));
    for (const sql of ['SHOW TABLES', 'DROP TABLE x', '', ' SELECT 1']) {
      await expect(client.analyticsEngine.query(sql)).rejects.toMatchObject({
        name: 'InputError',
      });
    }
    expect(api.received).toHaveLength(0);
  });

  it('that tells fewer datasets than it counts gives an incomplete listing', async () => {
    api.answer(response =>
      sendJson(response, {
        ...exampleBodies.analyticsEngineShowTables,
        rows: 2,
      }),
    );
    expect((await client.analyticsEngine.datasets()).complete).toBe(false);
  });

  it.each([
    ['cut short', { meta: [], data: [], rows: 2 }],
    ['without its columns', { data: [], rows: 0 }],
    [
      'that ends in a failure',
      { meta: [], data: [], rows: 0, exception: `Code: 241 ${SECRET}` },
    ],
    ['that did not succeed', { success: false, meta: [], data: [], rows: 0 }],
  ])('an answer %s is none, and no empty one', async (_, body) => {
    api.answer(response => sendJson(response, body));
    const refused = client.analyticsEngine.query(query);
    await expect(refused).rejects.toMatchObject({ kind: 'invalid-response' });
    await expect(refused).rejects.not.toMatchObject({
      message: expect.stringContaining(SECRET),
    });
  });

  it('keeps a column of any name', async () => {
    api.answer(response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        '{"meta":[{"name":"__proto__","type":"String"},{"name":"gone","type":"String"}],"data":[{"__proto__":"x"}],"rows":1}',
      );
    });
    const { rows } = await client.analyticsEngine.query(query);
    expect(rows).toEqual([['x', null]]);
  });

  it('is asked again where it is busy, and not where the query is too much', async () => {
    sendText(429, `too many nodes: the query is too complex: ${SECRET}`);
    const refused = client.analyticsEngine.query(query);
    await expect(refused).rejects.toMatchObject({ kind: 'not-supported' });
    await expect(refused).rejects.not.toMatchObject({
      message: expect.stringContaining(SECRET),
    });
    expect(api.received).toHaveLength(1);
    sendText(429, 'the query reads too much data');
    await expect(client.analyticsEngine.query(query)).rejects.toMatchObject({
      kind: 'not-supported',
    });
    expect(api.received).toHaveLength(1);
    sendText(503, 'the queue is full');
    await expect(client.analyticsEngine.query(query)).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(api.received).toHaveLength(3);
  });

  it('that is refused for too many at once leaves other reads alone', async () => {
    const calm = await api.client({ maxRetries: 0 });
    sendText(429, 'too many concurrent queries');
    await expect(calm.analyticsEngine.query(query)).rejects.toMatchObject({
      kind: 'rate-limited',
    });
    api.answer(response =>
      sendJson(response, exampleBodies.secretsStoreStoresList),
    );
    expect((await calm.secretsStore.list()).complete).toBe(true);
  });

  it('whose answer is larger than 5 MiB is not read to its end', async () => {
    api.answer(response =>
      sendJson(response, {
        meta: [{ name: 'blob1', type: 'String' }],
        data: [{ blob1: 'x'.repeat(5 * 1024 * 1024) }],
        rows: 1,
      }),
    );
    await expect(client.analyticsEngine.query(query)).rejects.toMatchObject({
      problem: { message: expect.stringContaining('too large') },
    });
  });
});
