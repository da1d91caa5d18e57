import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  Queue,
  QueueMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Queues', () => {
  let simulator: Simulator;
  let get: (path?: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = (path = '') =>
      request(server)
        .get(`/api/cloudflare/v1/queues${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const named = async (name: string): Promise<Queue> =>
    (await get(`?name=${name}`)).body.data[0];
  const metricsOf = async (name: string) => {
    const { body } = await get(`/${name}/metrics`);
    return { data: body.data as QueueMetrics, meta: body.meta };
  };

  it('are listed by name, over all pages of Cloudflare, page by page', async () => {
    const { body } = await get();
    expect(body.meta).toMatchObject({ complete: true });
    expect(body.data).toHaveLength(45);
    const first = await get('?limit=30');
    const second = await get(`?limit=30&cursor=${first.body.meta.nextCursor}`);
    const names = [...first.body.data, ...second.body.data].map(
      (queue: Queue) => queue.name,
    );
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(45);
    expect(second.body.meta).not.toHaveProperty('nextCursor');
  });

  it('tell producers and consumers of each kind', async () => {
    expect(await named('acme-events')).toMatchObject({
      producers: [
        { type: 'worker', name: 'acme-api' },
        { type: 'r2_bucket', name: 'acme-prod-artifacts' },
      ],
      producersComplete: true,
      consumers: [
        {
          type: 'worker',
          name: 'acme-worker-consumer',
          deadLetterQueue: { name: 'acme-events-dlq', state: 'found' },
          batchSize: 10,
        },
      ],
      consumersComplete: true,
      deliveryPaused: false,
    });
    expect((await named('acme-exports')).consumers).toMatchObject([
      { type: 'worker' },
      { type: 'http_pull', visibilityTimeoutMs: 30_000 },
    ]);
  });

  it('find a dead letter queue that is named and does not exist', async () => {
    expect((await named('acme-orders')).consumers).toMatchObject([
      { deadLetterQueue: { name: 'acme-orders-dlq', state: 'missing' } },
    ]);
    const { data } = await metricsOf('acme-orders');
    expect(data.deadLetterQueues).toEqual([
      { name: 'acme-orders-dlq', state: 'missing' },
    ]);
  });

  it('do not call it missing while the list is not complete', async () => {
    simulator.injectFault({
      operation: /\/queues\?page=3/,
      fault: { type: 'status', status: 500 },
    });
    const { consumers } = await named('acme-orders');
    expect(consumers[0].deadLetterQueue?.state).toBe('unknown');
  });

  it('tell what waits, for how long, and what waits behind it', async () => {
    const { data, meta } = await metricsOf('acme-exports');
    expect(meta).toMatchObject({ complete: true });
    expect(data.backlog).toMatchObject({ messages: 0 });
    expect(data.deadLetterQueues).toMatchObject([
      {
        name: 'acme-exports-dlq',
        state: 'found',
        backlog: { messages: 212, lagSeconds: expect.any(Number) },
      },
    ]);
    const events = await metricsOf('acme-events');
    expect(events.data.backlog?.messages).toBe(42);
    const lag = events.data.backlog?.lagSeconds ?? 0;
    expect(Math.abs(lag - 5.25 * 3600)).toBeLessThan(120);
  });

  it('do not tell all dead letter queues where consumers could not be read', async () => {
    simulator.injectFault({
      operation: 'GET /accounts/{account}/queues/{queue}/consumers',
      fault: { type: 'status', status: 403 },
    });
    const exports = await metricsOf('acme-exports');
    expect(exports.data.deadLetterQueuesComplete).toBe(false);
    expect(exports.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'forbidden' }],
    });
    const { data } = await metricsOf('acme-events');
    expect(data.deadLetterQueuesComplete).toBe(true);
  });

  it('take a time of zero for unknown', async () => {
    const { data } = await metricsOf('acme-embeddings');
    expect(data.backlog).toEqual({ messages: 17, bytes: 512_000 });
  });

  it('tell traffic over 24 hours, and that delivery is paused', async () => {
    const { data } = await metricsOf('acme-emails');
    expect(data.deliveryPaused).toBe(true);
    const points = (id: string) =>
      data.series.find(series => series.id === id)?.points ?? [];
    expect(points('written').length).toBeGreaterThan(20);
    expect(points('delivered')).toEqual([]);
    const waiting = points('backlogMessages');
    expect(waiting[waiting.length - 1].value).toBeGreaterThan(waiting[0].value);
  });

  it('tell what failed, and what went to a dead letter queue', async () => {
    const points = async (name: string, id: string) =>
      (await metricsOf(name)).data.series.find(series => series.id === id)!
        .points;
    expect((await points('acme-events', 'delivered')).length).toBeGreaterThan(
      20,
    );
    expect(
      (await points('acme-events', 'deadLettered')).length,
    ).toBeGreaterThan(20);
    expect(await points('acme-events', 'failed')).toEqual([]);
    expect((await points('acme-embeddings', 'failed')).length).toBeGreaterThan(
      0,
    );
  });

  it('tell what waits also where the analytics cannot be read', async () => {
    simulator.refusePermission('Account Analytics Read');
    const { data, meta } = await metricsOf('acme-events');
    expect(data.backlog?.messages).toBe(42);
    expect(data.series).toEqual([]);
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ permission: 'Account Analytics Read' }],
    });
  });

  it('tell the history also where the backlog cannot be read', async () => {
    simulator.injectFault({
      operation: 'GET /accounts/{account}/queues/{queue}/metrics',
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await metricsOf('acme-events');
    expect(data).not.toHaveProperty('backlog');
    expect(data.series.length).toBeGreaterThan(0);
    expect(meta.problems[0]).toMatchObject({ kind: 'unavailable' });
  });

  it('are known by their id too, and otherwise not found', async () => {
    const { id } = await named('acme-events');
    expect((await get(`/${id}/metrics`)).status).toBe(200);
    expect((await get('/none/metrics')).status).toBe(404);
  });

  it('never take a message', async () => {
    await metricsOf('acme-events');
    await get();
    const { byOperation, unexpected } = simulator.statistics();
    expect(unexpected).toBe(0);
    expect(
      Object.keys(byOperation).filter(name => name.includes('messages')),
    ).toEqual([]);
  });
});
