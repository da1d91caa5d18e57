import {
  exampleBodies,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../__testUtils__/startClient';
import {
  sendFailure,
  sendJson,
  sendResult,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('the queues of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('are read over all pages', async () => {
    const { items, complete, problems } = await client.queues.list();
    expect({ count: items.length, complete, problems }).toEqual({
      count: 45,
      complete: true,
      problems: [],
    });
  });

  it('have all consumers, also where the list tells only some', async () => {
    const { items } = await client.queues.list();
    const queue = items.find(({ name }) => name === 'acme-exports');
    expect(queue).toMatchObject({
      consumersTotal: 2,
      consumers: [
        { type: 'worker', scriptName: 'acme-worker-consumer' },
        { type: 'http_pull', visibilityTimeoutMs: 30_000 },
      ],
    });
  });

  it('name the Worker that consumes under each key of the wire', async () => {
    const { items } = await client.queues.list();
    const consumersOf = (name: string) =>
      items.find(queue => queue.name === name)?.consumers;
    expect(consumersOf('acme-emails')).toMatchObject([
      { scriptName: 'acme-worker-consumer' },
    ]);
    expect(consumersOf('acme-embeddings')).toMatchObject([
      { scriptName: 'acme-embedder' },
    ]);
  });

  it('are read one by one with all of their consumers', async () => {
    const { items } = await client.queues.list();
    for (const name of ['acme-exports', 'acme-events']) {
      const listed = items.find(queue => queue.name === name)!;
      expect(await client.queues.get(listed.id)).toEqual(listed);
    }
  });

  it('tell what waits, and since when only where it is known', async () => {
    const { items } = await client.queues.list();
    const backlogOf = (name: string) =>
      client.queues.backlog(items.find(queue => queue.name === name)!.id);
    expect(await backlogOf('acme-emails')).toMatchObject({
      messages: 12_480,
      oldestMessageAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await backlogOf('acme-embeddings')).toEqual({
      messages: 17,
      bytes: 512_000,
    });
  });

  it('have backlog, operations and concurrency in the metrics', async () => {
    const to = new Date();
    const from = new Date(to.getTime() - 24 * 3_600_000);
    const { queues } = await client.metrics.read(
      { from, to },
      { only: ['queues'] },
    );
    const id = 'b5c1d7e2f3a4455c9d8e7f6a5b4c3d2e';
    for (const node of [queues.backlog, queues.operations, queues.consumers]) {
      expect(node.complete).toBe(true);
      const rows: { queueId: string }[] = node.rows;
      expect(rows.some(({ queueId }) => queueId === id)).toBe(true);
    }
  });

  it('of which one does not exist', async () => {
    const missing = { kind: 'not-found' };
    const id = '0'.repeat(32);
    await expect(client.queues.backlog(id)).rejects.toMatchObject(missing);
    await expect(client.queues.get(id)).rejects.toMatchObject(missing);
  });
});

describe('an API of queues', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  const queue = (index: number, more: object = {}) => ({
    queue_id: `id-${index}`,
    queue_name: `queue-${index}`,
    ...more,
  });

  it('answers the examples', async () => {
    api.answer((response, { url }) =>
      sendJson(
        response,
        url.pathname.endsWith('/metrics')
          ? exampleBodies.queuesMetrics
          : exampleBodies.queuesList,
      ),
    );
    const { items, complete } = await client.queues.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: 'b5c1d7e2f3a4455c9d8e7f6a5b4c3d2e',
        name: 'acme-events',
        createdAt: '2025-04-01T00:00:00Z',
        modifiedAt: '2026-10-01T00:00:00Z',
        deliveryPaused: false,
        deliveryDelaySeconds: 0,
        messageRetentionSeconds: 345_600,
        producers: [
          { type: 'worker', scriptName: 'acme-api' },
          { type: 'r2_bucket', bucketName: 'acme-prod-artifacts' },
        ],
        producersTotal: 2,
        consumers: [
          {
            id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
            type: 'worker',
            scriptName: 'acme-worker-consumer',
            deadLetterQueue: 'acme-events-dlq',
            createdAt: '2025-04-01T00:00:00Z',
            batchSize: 10,
            maxRetries: 3,
            maxWaitTimeMs: 5000,
            retryDelaySeconds: 0,
          },
        ],
        consumersTotal: 1,
      },
      expect.objectContaining({
        name: 'acme-events-dlq',
        deliveryPaused: undefined,
        consumers: [
          expect.objectContaining({
            type: 'http_pull',
            deadLetterQueue: undefined,
          }),
        ],
      }),
    ]);
    expect(await client.queues.backlog('b5c1')).toEqual({
      messages: 42,
      bytes: 90_112,
      oldestMessageAt: '2026-11-21T19:00:00.000Z',
    });
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) => {
      const page = Number(url.searchParams.get('page'));
      if (page > 1) {
        sendFailure(response, 500, 10_000, 'broken');
        return;
      }
      const items = Array.from({ length: 20 }, (_, index) => queue(index));
      sendResult(response, items, { page, per_page: 20, total_count: 25 });
    });
    const { items, complete, problems } = await client.queues.list();
    expect(items).toHaveLength(20);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'queues' },
    ]);
  });

  it('that refuses the consumers keeps the ones of the list', async () => {
    api.answer((response, { url }) =>
      url.pathname.endsWith('/consumers')
        ? sendFailure(response, 403, 10_000, 'Authentication error')
        : sendResult(
            response,
            [
              queue(1, {
                consumers: [{ type: 'http_pull' }],
                consumers_total_count: 2,
              }),
            ],
            { page: 1, per_page: 20, total_count: 1 },
          ),
    );
    const { items, complete, problems } = await client.queues.list();
    expect(items).toMatchObject([
      { consumers: [{ type: 'http_pull' }], consumersTotal: 2 },
    ]);
    expect(complete).toBe(true);
    expect(problems).toMatchObject([{ kind: 'forbidden' }]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.queues.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Queues Read' },
    });
  });
});
