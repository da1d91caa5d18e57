import { startClient } from './__testUtils__/startClient';
import {
  accountId,
  sendFailure,
  sendResult,
  startTestApi,
  type TestApi,
} from './__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const ACCOUNT = { id: accountId, name: 'Acme' };

describe('createCloudflareClient, at three times what the quota allows', () => {
  it('never causes a 429, uses the quota up, and keeps interactive reads quick', async () => {
    const quota = { requests: 60, windowSeconds: 2, lockoutSeconds: 60 };
    const waits: Record<string, number[]> = { interactive: [], background: [] };
    const { simulator, client } = await startClient(
      { quota, latencyMs: 10 },
      {
        budget: { ...quota, share: 1 },
        onRequest: ({ lane, waitedMs }) => waits[lane].push(waitedMs),
      },
    );
    const started = performance.now();
    const background = Array.from({ length: 178 }, () =>
      client.account.get({ lane: 'background' }),
    );
    await Promise.all(background.slice(0, 10));
    await client.account.get();
    await client.account.get();
    await Promise.all(background);
    const windows = (performance.now() - started) / 2000;
    const { total, rateLimited } = simulator.statistics();
    await simulator.close();
    expect({ total, rateLimited }).toEqual({ total: 180, rateLimited: 0 });
    // Three windows' worth: a client that is too careful takes a fourth.
    expect(windows).toBeLessThan(4);
    expect(Math.max(...waits.interactive)).toBeLessThan(
      Math.max(...waits.background) / 2,
    );
  });
});

describe('a lock-out', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    await api.client();
  });
  afterAll(() => api.close());

  it('fails at once for `Retry-After: 300`, and sends nothing more', async () => {
    api.answer(response =>
      sendFailure(response, 429, 971, 'slow down', { 'retry-after': '300' }),
    );
    const client = await api.client();
    await expect(client.account.get()).rejects.toMatchObject({
      kind: 'rate-limited',
      status: 429,
      problem: { retryAfter: 300 },
    });
    await expect(client.workers.list()).rejects.toMatchObject({
      kind: 'rate-limited',
      problem: { retryAfter: expect.any(Number) },
    });
    expect(api.received).toHaveLength(1);
    expect(client.budget().lockedOutUntil).toBeInstanceOf(Date);
  });

  it('waits for a short `Retry-After`, with all callers', async () => {
    const times: number[] = [];
    api.answer((response, _, index) => {
      times.push(performance.now());
      return index === 0
        ? sendFailure(response, 429, 971, '', { 'retry-after': '1' })
        : sendResult(response, ACCOUNT);
    });
    const client = await api.client();
    const first = client.account.get();
    while (!client.budget().lockedOutUntil) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    await Promise.all([first, client.account.get()]);
    expect(times[1] - times[0]).toBeGreaterThan(990);
    expect(times).toHaveLength(3);
  });

  it('makes all callers of a client share a lock-out, whichever was told of it', async () => {
    api.answer((response, request) => {
      if (request.url.pathname.endsWith('/access/policies')) {
        sendFailure(response, 429, 971, '', { 'retry-after': '999999999' });
      }
      // What is under way at that moment is never answered.
    });
    const client = await api.client({ budget: { concurrency: 3 } });
    const controller = new AbortController();
    const { signal } = controller;
    const under = [
      client.account.get({ signal }),
      client.tags.list({ signal }),
    ];
    const aborted = Promise.allSettled(under);
    const told = client.zeroTrust.policies();
    const queued = [
      ...Array.from({ length: 10 }, () => client.account.get()),
      client.pages.list({ lane: 'background' }),
    ];
    // No server makes us wait longer than 15 minutes.
    for (const outcome of await Promise.allSettled([told, ...queued])) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { kind: 'rate-limited' },
      });
      const { retryAfter } = (outcome as PromiseRejectedResult).reason.problem;
      expect(retryAfter).toBeGreaterThan(890);
      expect(retryAfter).toBeLessThanOrEqual(900);
    }
    await expect(client.workers.list()).rejects.toMatchObject({
      kind: 'rate-limited',
    });
    // Those that were under way before, and nothing more.
    expect(api.received.length).toBeLessThanOrEqual(3);
    controller.abort();
    await aborted;
  });
});
