import {
  exampleBodies,
  secretMarkers,
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

describe('the Hyperdrive configurations of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('are told apart by id where they have the same name', async () => {
    const { items, complete } = await client.hyperdrive.list();
    expect(complete).toBe(true);
    const same = items.filter(({ name }) => name === 'acme-reporting');
    expect(same).toHaveLength(2);
    expect(new Set(same.map(({ id }) => id)).size).toBe(2);
  });

  it('tell each kind of way to a database', async () => {
    const { items } = await client.hyperdrive.list();
    const originOf = (name: string) =>
      items.find(config => config.name === name)?.origin;
    expect(originOf('acme-hyperdrive')).toMatchObject({
      network: 'direct',
      host: 'prod-db.internal.acme.example',
      port: 5432,
    });
    expect(originOf('acme-ledger')).toMatchObject({
      network: 'access',
      host: 'ledger.db.acme.example',
      port: undefined,
    });
    expect(originOf('acme-private')).toMatchObject({
      network: 'vpc',
      scheme: 'mysql',
      host: undefined,
    });
  });

  it('tell what of TLS is set, and neither keys nor users', async () => {
    const { items } = await client.hyperdrive.list();
    const ledger = items.find(({ name }) => name === 'acme-ledger');
    expect(ledger).toMatchObject({
      caching: { enabled: false },
      tls: { mode: 'verify-full', customCa: true, clientCertificate: true },
      connectionLimit: 20,
    });
    const told = JSON.stringify(items);
    expect(told).not.toContain(secretMarkers.hyperdriveUser);
    expect(told).not.toContain('app_rw');
    expect(told).not.toContain('.access');
  });
});

describe('an API of Hyperdrive', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer(response =>
      sendJson(response, exampleBodies.hyperdriveConfigsList),
    );
    const { items, complete } = await client.hyperdrive.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: 'd4c3b2a190807060504030201f2e3d4c',
        name: 'acme-hyperdrive',
        origin: {
          network: 'direct',
          scheme: 'postgres',
          host: 'prod-db.internal.acme.example',
          port: 5432,
          database: 'app',
        },
        caching: {
          enabled: true,
          maxAgeSeconds: 60,
          staleWhileRevalidateSeconds: 15,
        },
        tls: { mode: undefined, customCa: false, clientCertificate: false },
        connectionLimit: 60,
        createdAt: '2025-08-01T00:00:00Z',
        modifiedAt: '2026-08-01T00:00:00Z',
        restartedAt: undefined,
      },
      expect.objectContaining({
        name: 'acme-private',
        caching: expect.objectContaining({ enabled: false }),
        tls: undefined,
        connectionLimit: undefined,
      }),
    ]);
  });

  it('that holds a connection string where another part should be does not give it away', async () => {
    api.answer(response =>
      sendResult(
        response,
        [
          {
            id: 'one',
            name: 'one',
            origin: {
              scheme: 'postgres://me:secret@db.acme.example/app',
              host: 'postgres://me:secret@db.acme.example/app?password=secret',
              database: 'app?password=secret',
              user: 'me',
              password: 'secret',
            },
          },
        ],
        { page: 1, per_page: 100, total_count: 1 },
      ),
    );
    const { items } = await client.hyperdrive.list();
    expect(items).toHaveLength(1);
    expect(items[0].origin.network).toBe('unknown');
    expect(JSON.stringify(items)).not.toContain('secret');
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) => {
      const page = Number(url.searchParams.get('page'));
      if (page > 1) {
        sendFailure(response, 500, 10_000, 'broken');
        return;
      }
      const items = Array.from({ length: 100 }, (_, index) => ({
        id: `${index}`,
        name: 'same',
        origin: { scheme: 'mysql', service_id: 's' },
      }));
      sendResult(response, items, { page, per_page: 100, total_count: 120 });
    });
    const { items, complete, problems } = await client.hyperdrive.list();
    expect(items).toHaveLength(100);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'hyperdrive' },
    ]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.hyperdrive.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Hyperdrive Read' },
    });
  });
});
