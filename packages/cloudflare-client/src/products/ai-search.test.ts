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

describe('the AI Search instances of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({
      resources: { aiSearch: 120 },
    }));
  });
  afterAll(() => simulator.close());

  it('are read over all pages and namespaces', async () => {
    const { items, complete } = await client.aiSearch.list();
    expect({ count: items.length, complete }).toEqual({
      count: 120,
      complete: true,
    });
    expect(
      items
        .filter(({ id }) => id === 'acme-handbook')
        .map(({ namespace, connector, paused }) => ({
          namespace,
          connector,
          paused,
        })),
    ).toEqual([
      { namespace: 'default', connector: 'r2', paused: true },
      { namespace: 'support', connector: 'built-in', paused: false },
    ]);
  });

  it('are told apart by namespace where one is asked about', async () => {
    const id = 'acme-handbook';
    const inDefault = await client.aiSearch.stats({ id });
    expect(inDefault).toMatchObject({ completed: 140, error: 61 });
    const inSupport = await client.aiSearch.stats({ id, namespace: 'support' });
    expect(inSupport).toMatchObject({ completed: 64, error: 0 });
  });

  it('tell where a bucket is that is not in the default jurisdiction', async () => {
    const { items } = await client.aiSearch.list();
    expect(items.find(({ id }) => id === 'acme-residency')).toMatchObject({
      connector: 'r2',
      source: 'acme-residency',
      sourceJurisdiction: 'eu',
    });
  });

  it('have no counts while Cloudflare cannot count', async () => {
    const stats = await client.aiSearch.stats({
      id: 'acme-product-docs',
      namespace: 'support',
    });
    expect(stats.degraded).toBe(true);
    expect(stats.completed).toBeUndefined();
    expect(stats.error).toBeUndefined();
  });

  it('have jobs, page by page although the server tells of no pages', async () => {
    const first = await client.aiSearch.jobs({ id: 'acme-blog' });
    expect(first.items).toHaveLength(20);
    expect(first.items[0]).toMatchObject({
      startedBy: 'schedule',
      endReason: 'source unreachable',
    });
    const second = await client.aiSearch.jobs(
      { id: 'acme-blog' },
      { cursor: first.nextCursor },
    );
    expect(second.items).toHaveLength(17);
    expect(second.nextCursor).toBeUndefined();
  });

  it('give no header and no prompt', async () => {
    const { items } = await client.aiSearch.list();
    expect(JSON.stringify(items)).not.toMatch(/redact/i);
  });

  it('of which one does not exist', async () => {
    const index = { id: 'acme-site-index', namespace: 'support' };
    await expect(client.aiSearch.stats(index)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('an API of AI Search', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('tells of the address of a source only where it is', async () => {
    const sources = [
      'acme.example',
      'https://sam:secret@acme.example:8443/docs/map.xml?token=secret#secret',
      'sam:secret@acme.example/docs/map.xml?token=secret#secret',
      'acme.example/docs#secret\nsecret',
      'https://',
    ];
    api.answer(response =>
      sendResult(
        response,
        sources.map((source, i) => ({ id: `i${i}`, source })),
        { page: 1, per_page: 100, total_count: 5 },
      ),
    );
    const { items } = await client.aiSearch.list();
    expect(items.map(({ source }) => source)).toEqual([
      'acme.example',
      'https://acme.example:8443/docs/map.xml',
      'acme.example/docs/map.xml',
      'acme.example/docs',
      undefined,
    ]);
  });

  it('answers the examples', async () => {
    api.answer((response, { url }) => {
      const bodies: Record<string, unknown> = {
        stats: exampleBodies.aiSearchStats,
        jobs: exampleBodies.aiSearchJobs,
        instances: exampleBodies.aiSearchInstancesList,
      };
      sendJson(response, bodies[url.pathname.split('/').pop() ?? '']);
    });
    expect(await client.aiSearch.list()).toMatchObject({
      complete: true,
      items: [
        {
          id: 'acme-site-index',
          namespace: 'default',
          connector: 'website',
          source: 'acme.example',
          status: 'ready',
          enabled: true,
          paused: false,
          createdAt: '2026-01-01T00:00:00Z',
          modifiedAt: '2026-11-01T00:00:00Z',
          lastActivityAt: '2026-11-21T12:00:00Z',
          embeddingModel: '@cf/baai/bge-m3',
          aiGatewayId: 'acme-ai-gateway',
          syncIntervalSeconds: 21_600,
          publicEndpoint: false,
        },
      ],
    });
    expect(await client.aiSearch.stats({ id: 'acme-site-index' })).toEqual({
      completed: 812,
      error: 3,
      queued: 0,
      running: 0,
      skipped: 11,
      outdated: 0,
      vectors: 9120,
      lastActivityAt: '2026-11-21T12:00:00Z',
    });
    expect(await client.aiSearch.jobs({ id: 'acme-site-index' })).toEqual({
      items: [
        {
          id: 'job-3',
          startedBy: 'schedule',
          startedAt: '2026-11-22T00:00:00Z',
        },
        {
          id: 'job-2',
          startedBy: 'schedule',
          startedAt: '2026-11-21T12:00:00Z',
          endedAt: '2026-11-21T12:09:00Z',
          endReason: 'finished',
        },
        {
          id: 'job-1',
          startedBy: 'user',
          startedAt: '2026-11-20T12:00:00Z',
          endedAt: '2026-11-20T12:01:00Z',
          endReason: 'cancelled by user',
        },
      ],
    });
  });

  it('lists also without telling of pages, and keeps kinds that are new', async () => {
    api.answer(response =>
      sendResult(response, [
        {
          id: 'one',
          namespace: '',
          type: 'sharepoint',
          source_params: { r2_jurisdiction: 'default' },
        },
        {
          id: 'two',
          namespace: 'other',
          public_endpoint_id: 'e1',
          public_endpoint_params: { enabled: true },
        },
        {
          id: 'three',
          public_endpoint_id: 'e2',
          public_endpoint_params: { enabled: false },
        },
      ]),
    );
    const { items, complete } = await client.aiSearch.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      { id: 'one', connector: 'sharepoint' },
      { id: 'two', namespace: 'other', publicEndpoint: true },
      { id: 'three', publicEndpoint: false },
    ]);
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) =>
      Number(url.searchParams.get('page')) > 1
        ? sendFailure(response, 500, 10_000, 'broken')
        : sendResult(response, [{ id: 'one' }], {
            page: 1,
            per_page: 100,
            total_count: 2,
          }),
    );
    const { items, complete, problems } = await client.aiSearch.list();
    expect(items).toHaveLength(1);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'aiSearch' },
    ]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.aiSearch.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'AI Search Read' },
    });
  });
});
