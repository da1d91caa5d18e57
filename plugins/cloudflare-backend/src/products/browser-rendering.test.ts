import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { BrowserPools } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';
import { readQuotas } from './browser-rendering/readQuotas';

const SESSIONS = 'GET /accounts/{account}/browser-rendering/devtools/session';

const configured = {
  asOf: '2026-11-01',
  source: 'https://developers.cloudflare.com/browser-rendering/limits/',
  concurrentBrowsers: 120,
};

describe('Browser Rendering', () => {
  let simulator: Simulator;
  const start = async (cloudflareConfig?: JsonObject) => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      cloudflareConfig,
    });
    return (path: string) =>
      request(server)
        .get(`/api/cloudflare/v1/browser-rendering/${path}`)
        .set('Authorization', mockCredentials.user.header());
  };

  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  it('tells sessions in the place of pools, which there are not', async () => {
    const get = await start();
    const { body } = await get('pools');
    const data = body.data as BrowserPools;
    expect(body.meta).toMatchObject({ complete: true });
    expect(data).toMatchObject({
      pools: null,
      poolsReason: 'not-supported',
      liveSessions: 3,
      sessionsCut: false,
    });
    expect(data.sessions!.map(({ live }) => live)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    const [waiting, fresh, example, ended] = data.sessions!;
    expect(waiting.connected).toBe(false);
    expect(fresh.connected).toBe(false);
    expect(example).toMatchObject({
      id: '478f4d7d-e943-40f6-a414-837d3736a1dc',
      connected: true,
    });
    expect(Math.abs(example.durationSeconds! - 4500)).toBeLessThan(120);
    expect(ended).toMatchObject({
      durationSeconds: 60,
      closeReason: 'BrowserIdle',
    });
  });

  it('tells the usage of 24 hours', async () => {
    const get = await start();
    const { series } = (await get('pools')).body.data as BrowserPools;
    expect(series.map(({ id }) => id)).toEqual([
      'browserTime',
      'averageSessions',
      'maxSessions',
      'apiCalls',
    ]);
    expect(series.every(({ points }) => points.length > 20)).toBe(true);
  });

  it('never launches a browser, and tells no way into one', async () => {
    const get = await start();
    const { text } = await get('pools');
    expect(text).not.toContain(secretMarkers.auditedRequest);
    const { byOperation } = simulator.statistics();
    expect(
      Object.keys(byOperation).filter(name => name.includes('browser')),
    ).toEqual([SESSIONS]);
  });

  it('does not count live sessions that it did not read', async () => {
    simulator.account.addResource('browserRendering', 'one-more');
    for (let index = 0; index < 200; index++) {
      simulator.account.addResource('browserRendering', `more-${index}`);
    }
    simulator.injectFault({
      operation: SESSIONS,
      after: 1,
      fault: { type: 'status', status: 500 },
    });
    const get = await start();
    const { body } = await get('pools');
    expect(body.data.sessions).toHaveLength(200);
    expect(body.data).not.toHaveProperty('liveSessions');
    expect(body.meta).toMatchObject({ complete: false });
  });

  it('tells usage without sessions, and sessions without usage', async () => {
    simulator.refusePermission('Browser Rendering Read');
    const get = await start();
    const usage = (await get('pools')).body;
    expect(usage.data).not.toHaveProperty('sessions');
    expect(usage.data.series[0].points.length).toBeGreaterThan(0);
    expect(usage.meta.problems).toMatchObject([
      { permission: 'Browser Rendering Read' },
    ]);

    simulator.grantPermission('Browser Rendering Read');
    simulator.refusePermission('Account Analytics Read');
    const other = await start();
    const sessions = (await other('pools')).body;
    expect(sessions.data.liveSessions).toBe(3);
    expect(sessions.data.series).toEqual([]);

    simulator.refusePermission('Browser Rendering Read');
    const neither = await start();
    expect((await neither('pools')).status).toBe(424);
  });

  it('tells limits only as they are configured', async () => {
    const get = await start();
    expect((await get('quotas')).body.data).toEqual({
      reportedByCloudflare: false,
      state: 'unknown',
      reason: 'not-configured',
      quotas: [],
    });
    const other = await start({ browserRendering: { quotas: configured } });
    expect((await other('quotas')).body.data).toEqual({
      reportedByCloudflare: false,
      state: 'configured',
      quotas: [{ name: 'concurrentBrowsers', value: 120 }],
      asOf: configured.asOf,
      source: configured.source,
    });
  });
});

describe('configured limits', () => {
  const read = (quotas: JsonObject) =>
    readQuotas(
      new ConfigReader({ cloudflare: { browserRendering: { quotas } } }),
    );

  it.each([
    [{ ...configured, asOf: 'last week' }, 'quotas.asOf'],
    [{ ...configured, asOf: '2026-13-40' }, 'quotas.asOf'],
    [{ ...configured, concurrentBrowsers: 0 }, 'quotas.concurrentBrowsers'],
    [{ asOf: configured.asOf, source: 'docs' }, 'expected at least one of'],
    [{ asOf: configured.asOf, concurrentBrowsers: 1 }, 'quotas.source'],
  ])('%j is refused', (quotas, message) => {
    expect(() => read(quotas)).toThrow(message);
  });
});
