import { startSimulator } from '@cloudflare-backstage/cloudflare-simulator';
import { createCloudflareClient } from './createCloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('createCloudflareClient, at three times what the quota allows', () => {
  it('never causes a 429, uses the quota up, and keeps interactive reads quick', async () => {
    const quota = { requests: 60, windowSeconds: 2, lockoutSeconds: 60 };
    const simulator = await startSimulator({ quota, latencyMs: 10 });
    const waits: Record<string, number[]> = { interactive: [], background: [] };
    const client = await createCloudflareClient({
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      apiBaseUrl: simulator.url,
      budget: { ...quota, share: 1 },
      onRequest: ({ lane, waitedMs }) => waits[lane].push(waitedMs),
    });
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
