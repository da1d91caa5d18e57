import {
  exampleBodies,
  secretMarkers,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../__testUtils__/startClient';
import {
  sendFailure,
  sendJson,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const LIST = 'GET /accounts/{account}/browser-rendering/devtools/session';

describe('the browser sessions of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({
      resources: { browserRendering: 410 },
    }));
  });
  afterAll(() => simulator.close());

  it('are read to the end of a list that does not tell it', async () => {
    simulator.resetStatistics();
    const { items, complete } = await client.browserRendering.sessions();
    expect(complete).toBe(true);
    expect(items).toHaveLength(410);
    expect(simulator.statistics().byOperation).toEqual({ [LIST]: 3 });
  });

  it('are incomplete when a page fails', async () => {
    const undo = simulator.injectFault({
      operation: LIST,
      after: 2,
      fault: { type: 'status', status: 500 },
    });
    const { items, complete } = await client.browserRendering.sessions();
    undo();
    expect(items).toHaveLength(400);
    expect(complete).toBe(false);
  });

  it('are read by pages as well', async () => {
    const first = await client.browserRendering.sessionPage({ limit: 2 });
    const second = await client.browserRendering.sessionPage({
      limit: 2,
      cursor: first.nextCursor,
    });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    await expect(
      client.browserRendering.sessionPage({ cursor: 'none' }),
    ).rejects.toThrow('not one that was given out');
  });

  it('never tell how a browser is taken over', async () => {
    const told = JSON.stringify(await client.browserRendering.sessions());
    expect(told).not.toContain(secretMarkers.auditedRequest);
    expect(told).not.toMatch(/wss?:|https?:/);
  });
});

describe('an API of Browser Rendering', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples, a list without an envelope', async () => {
    api.answer(response => sendJson(response, exampleBodies.browserSessions));
    const { items, complete } = await client.browserRendering.sessions();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: '478f4d7d-e943-40f6-a414-837d3736a1dc',
        startedAt: '2026-11-21T23:00:00.000Z',
        endedAt: undefined,
        connectedAt: '2026-11-21T23:00:00.100Z',
        disconnectedAt: undefined,
        closeReason: undefined,
      },
      {
        id: '578f4d7d-e943-40f6-a414-837d3736a1dd',
        startedAt: '2026-11-21T22:00:00.000Z',
        endedAt: '2026-11-21T22:01:00.000Z',
        connectedAt: undefined,
        disconnectedAt: undefined,
        closeReason: 'BrowserIdle',
      },
    ]);
  });

  it('that has ever more sessions is not read to its end', async () => {
    let answered = 0;
    api.answer(response =>
      sendJson(
        response,
        Array.from({ length: 200 }, () => ({ sessionId: `s${answered++}` })),
      ),
    );
    const { items, complete } = await client.browserRendering.sessions();
    expect([items.length, complete]).toEqual([2000, false]);
    expect(api.received).toHaveLength(10);
  });

  it('that answers something else is not taken for no sessions', async () => {
    api.answer(response => sendJson(response, { sessions: [] }));
    await expect(client.browserRendering.sessions()).rejects.toMatchObject({
      kind: 'invalid-response',
    });
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.browserRendering.sessions()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Browser Rendering Read' },
    });
  });
});
