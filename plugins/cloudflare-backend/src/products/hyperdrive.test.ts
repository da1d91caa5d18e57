import { mockCredentials } from '@backstage/backend-test-utils';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  HyperdriveConfig,
  MetricSeries,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const SENSITIVE = 'cloudflare.read.sensitive';

describe('Hyperdrive', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  const start = async (denied: string[] = []) => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied,
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/hyperdrive/${path}`)
        .set('Authorization', mockCredentials.user.header());
  };
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  const configs = async (): Promise<HyperdriveConfig[]> =>
    (await get('configs')).body.data;
  const named = async (name: string) =>
    (await configs()).find(config => config.name === name)!;

  it('tells engine, way, TLS and caching of each', async () => {
    await start();
    expect(await named('acme-hyperdrive')).toMatchObject({
      engine: 'PostgreSQL',
      network: 'direct',
      host: 'prod-db.internal.acme.example',
      hostDomain: 'acme.example',
      port: 5432,
      database: 'app',
      caching: {
        enabled: true,
        maxAgeSeconds: 60,
        staleWhileRevalidateSeconds: 15,
      },
      tls: { customCa: false, clientCertificate: false },
      connectionLimit: 60,
    });
    expect(await named('acme-ledger')).toMatchObject({
      network: 'access',
      caching: { enabled: false },
      tls: { mode: 'verify-full', customCa: true, clientCertificate: true },
    });
    const viaVpc = await named('acme-private');
    expect(viaVpc).toMatchObject({ engine: 'MySQL', network: 'vpc' });
    for (const field of ['host', 'hostDomain', 'tls', 'connectionLimit']) {
      expect(viaVpc).not.toHaveProperty(field);
    }
  });

  it('tells only the domain of a host to those who may not see more', async () => {
    await start([SENSITIVE]);
    const { body } = await get('configs');
    expect(body.meta.masked).toBe(true);
    expect(await named('acme-hyperdrive')).toMatchObject({
      hostDomain: 'acme.example',
      port: 5432,
    });
    expect(JSON.stringify(body)).not.toContain('prod-db');
  });

  it('never tells users, keys or ids of credentials', async () => {
    await start();
    const { text } = await get('configs');
    for (const secret of [
      secretMarkers.hyperdriveUser,
      'app_rw',
      '.access"',
      'certificate_id',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('lists by name, page by page, and finds one of a name by its id', async () => {
    await start();
    const all = await configs();
    expect(all.map(({ name }) => name)).toEqual([
      'acme-hyperdrive',
      'acme-ledger',
      'acme-private',
      'acme-reporting',
      'acme-reporting',
    ]);
    const first = await get('configs?limit=4');
    const second = await get(
      `configs?limit=4&cursor=${first.body.meta.nextCursor}`,
    );
    expect(second.body.data).toEqual([all[4]]);
    expect((await get('configs?name=acme-reporting')).body.data).toHaveLength(
      2,
    );
    expect((await get(`configs?name=${all[4].id}`)).body.data).toEqual([
      all[4],
    ]);
  });

  it('tells queries, and how many of them were answered from the cache', async () => {
    await start();
    const { body } = await get('acme-hyperdrive/metrics');
    expect(body.meta.complete).toBe(true);
    const { series } = body.data as MetricSeries;
    const pointsOf = (id: string) => series.find(s => s.id === id)!.points;
    const rates = pointsOf('cacheHitRate').map(({ value }) => value);
    expect(rates.length).toBeGreaterThan(20);
    // Of what can be cached, which is not all.
    expect(Math.min(...rates)).toBeGreaterThan(0.58);
    expect(Math.max(...rates)).toBeLessThan(0.63);
    expect(pointsOf('queryLatency')[0].value).toBeCloseTo(18);
    expect(pointsOf('openConnections').length).toBeGreaterThan(20);
  });

  it('has no rate where caching is off, and no row is not zero', async () => {
    await start();
    const ledger = await get('acme-ledger/metrics');
    const idle = await get('acme-private/metrics');
    const pointsOf = (body: { data: MetricSeries }, id: string) =>
      body.data.series.find(s => s.id === id)!.points;
    expect(pointsOf(ledger.body, 'cacheHitRate')).toEqual([]);
    expect(pointsOf(ledger.body, 'uncached').length).toBeGreaterThan(20);
    expect(pointsOf(idle.body, 'uncached')).toEqual([]);
  });

  it('asks which one is meant by a name that several have', async () => {
    await start();
    const { status, body } = await get('acme-reporting/metrics');
    expect(status).toBe(409);
    const ids = (await configs())
      .filter(({ name }) => name === 'acme-reporting')
      .map(({ id }) => id);
    ids.forEach(id => expect(body.error.message).toContain(id));
    expect((await get(`${ids[0]}/metrics`)).status).toBe(200);
  });
});
