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

describe('the AI gateways of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({
      resources: { aiGateway: 130 },
    }));
  });
  afterAll(() => simulator.close());

  const gateway = async (id: string) =>
    (await client.aiGateway.list()).items.find(item => item.id === id);

  it('are read over all pages', async () => {
    const { items, complete } = await client.aiGateway.list();
    expect({ count: items.length, complete }).toEqual({
      count: 130,
      complete: true,
    });
  });

  it('tell off from on: null and zero are off', async () => {
    expect(await gateway('acme-ai-support')).toMatchObject({
      rateLimit: null,
      caching: null,
      retries: { maxAttempts: 2, delayMs: 1000, backoff: 'constant' },
      guardrails: {
        prompt: { blocked: 2, flagged: 1 },
        response: { blocked: 0, flagged: 1 },
      },
      dlp: { enabled: true, actions: ['BLOCK'] },
      spendLimits: [{ limit: 50, windowSeconds: 86_400 }],
      zeroDataRetention: true,
    });
    expect(await gateway('default')).toMatchObject({
      isDefault: true,
      rateLimit: null,
      retries: null,
      caching: null,
      guardrails: null,
      dlp: null,
      spendLimits: null,
      traceExports: 0,
    });
  });

  it('give no credential, from nowhere', async () => {
    const all = [
      await client.aiGateway.list(),
      await client.aiGateway.providerConfigs('acme-ai-support'),
      await client.aiGateway.routes('acme-ai-support'),
      await client.aiGateway.logs('acme-ai-gateway', {
        from: new Date(Date.now() - 86_400_000),
        to: new Date(),
      }),
    ];
    expect(JSON.stringify(all)).not.toMatch(/redact/i);
  });

  it('have keys of providers, and models that active routes ask', async () => {
    const configs = await client.aiGateway.providerConfigs('acme-ai-gateway');
    expect(configs.items.map(({ provider }) => provider)).toEqual([
      'openai',
      'anthropic',
    ]);
    const routes = await client.aiGateway.routes('acme-ai-support');
    expect(routes).toMatchObject({
      complete: true,
      items: [
        { name: 'answer', active: true, fallback: false },
        { name: 'answer-next', active: false, fallback: true },
      ],
    });
  });

  it('have a log of which a page tells how long requests took', async () => {
    const window = { from: new Date(Date.now() - 3_600_000), to: new Date() };
    const page = await client.aiGateway.logs('acme-ai-gateway', window);
    expect(page.items.length).toBeGreaterThan(10);
    for (const entry of page.items) {
      expect(Object.keys(entry).sort()).toEqual([
        'cached',
        'createdAt',
        'durationMs',
        'id',
      ]);
      expect(Date.parse(entry.createdAt)).toBeGreaterThanOrEqual(
        window.from.getTime(),
      );
    }
  });

  it('of which one does not exist', async () => {
    for (const read of ['routes', 'providerConfigs'] as const) {
      await expect(client.aiGateway[read]('none')).rejects.toMatchObject({
        kind: 'not-found',
      });
    }
  });
});

describe('an API of AI gateways', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  const pageOf = (url: URL) => Number(url.searchParams.get('page'));
  it('answers the examples', async () => {
    api.answer((response, { url }) =>
      sendJson(
        response,
        url.pathname.endsWith('/routes')
          ? exampleBodies.aiGatewayDynamicRoutingList
          : exampleBodies.aiGatewayList,
      ),
    );
    const { items, complete } = await client.aiGateway.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: 'acme-ai-gateway',
        createdAt: '2025-06-01T00:00:00Z',
        modifiedAt: '2026-10-01T00:00:00Z',
        isDefault: false,
        authentication: true,
        collectLogs: true,
        logpush: false,
        zeroDataRetention: false,
        rateLimit: { requests: 500, intervalSeconds: 60, technique: 'sliding' },
        retries: { maxAttempts: 3, delayMs: 500, backoff: 'exponential' },
        caching: { ttlSeconds: 3600, invalidateOnUpdate: false },
        guardrails: null,
        dlp: { enabled: false, actions: [] },
        spendLimits: null,
        traceExports: 1,
      },
    ]);
    expect((await client.aiGateway.routes('acme-ai-gateway')).items).toEqual([
      {
        id: 'r-1',
        name: 'chat',
        modifiedAt: '2026-01-01T00:00:00Z',
        active: true,
        models: [
          { provider: 'openai', model: 'gpt-4o' },
          { provider: 'anthropic', model: 'claude-sonnet' },
        ],
        fallback: true,
      },
    ]);
  });

  it('leaves untold what it does not tell', async () => {
    api.answer(response =>
      sendResult(
        response,
        [{ id: 'bare', rate_limiting_limit: 5, retry_max_attempts: 0 }],
        { page: 1, per_page: 100, total_count: 1 },
      ),
    );
    const [bare] = (await client.aiGateway.list()).items;
    expect(bare).toEqual({ id: 'bare', retries: null });
    expect(bare.rateLimit).toBeUndefined();
  });

  it('guards nothing with guardrails that look for nothing', async () => {
    api.answer(response =>
      sendResult(
        response,
        [
          { id: 'empty', guardrails: { prompt: {}, response: null } },
          { id: 'one', guardrails: { prompt: { S1: 'FLAG' }, response: {} } },
        ],
        { page: 1, per_page: 100, total_count: 2 },
      ),
    );
    const [empty, one] = (await client.aiGateway.list()).items;
    expect(empty.guardrails).toBeNull();
    expect(one.guardrails).toEqual({
      prompt: { blocked: 0, flagged: 1 },
      response: { blocked: 0, flagged: 0 },
    });
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) =>
      pageOf(url) > 1
        ? sendFailure(response, 500, 10_000, 'broken')
        : sendResult(response, [{ id: 'one' }], {
            page: 1,
            per_page: 100,
            total_count: 2,
          }),
    );
    const { items, complete, problems } = await client.aiGateway.list();
    expect(items).toHaveLength(1);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'aiGateway' },
    ]);
  });

  it('names the permission that is missing, also for routes', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    for (const read of [
      client.aiGateway.list(),
      client.aiGateway.routes('g'),
    ]) {
      await expect(read).rejects.toMatchObject({
        problem: { kind: 'forbidden', permission: 'AI Gateway Read' },
      });
    }
  });
});
