import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  D1Database,
  D1Metadata,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const CORE = '3f6d2c1b-8e7a-4d5c-9b0a-1e2f3a4b5c6d';

describe('D1', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/d1/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const metadataOf = async (name: string) => {
    const { body } = await get(`${encodeURIComponent(name)}/metadata`);
    return { data: body.data as D1Metadata, meta: body.meta };
  };

  it('lists databases by name, page by page', async () => {
    const { body } = await get('databases');
    expect(body.meta.complete).toBe(true);
    const names = (body.data as D1Database[]).map(({ name }) => name);
    expect(names).toHaveLength(6);
    expect(names).toEqual([...names].sort());
    const first = await get('databases?limit=4');
    const second = await get(
      `databases?limit=4&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...second.body.data]).toEqual(body.data);
    expect((await get('databases?name=acme-customers')).body.data).toEqual([
      expect.objectContaining({
        name: 'acme-customers',
        jurisdiction: 'eu',
        storageVersion: 'production',
      }),
    ]);
  });

  it('tells size, tables, place and the last observed write', async () => {
    const { data, meta } = await metadataOf('acme-core');
    expect(meta.complete).toBe(true);
    expect(data).toMatchObject({
      uuid: CORE,
      sizeBytes: 81_920,
      tables: 12,
      region: 'WEUR',
      readReplication: 'disabled',
      lastObservedWrite: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      observedDays: 31,
    });
    expect(data).not.toHaveProperty('lastModified');
    const writes = data.activity?.series.find(
      ({ id }) => id === 'writeQueries',
    );
    expect(writes?.points.length).toBeGreaterThan(20);
    const byId = await metadataOf(CORE);
    expect(byId.data.name).toBe('acme-core');
  });

  it('tells of a database that was made anew under the same name', async () => {
    const before = await metadataOf('acme-legacy');
    simulator.account.removeResource('d1', 'acme-legacy');
    const id = simulator.account.addResource('d1', 'acme-legacy');
    expect(id).not.toBe(before.data.uuid);
    const later = Date.now() + 120_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    const { data } = await metadataOf('acme-legacy').finally(() =>
      jest.restoreAllMocks(),
    );
    expect(data.uuid).toBe(id);
  });

  it('tells a write that is some days old, and that none was observed', async () => {
    const archive = await metadataOf('acme-archive');
    const days =
      (Date.now() - Date.parse(archive.data.lastObservedWrite!)) / 86_400_000;
    expect(days).toBeGreaterThan(11);
    expect(days).toBeLessThan(14);
    const reference = await metadataOf('acme-reference-data');
    expect(reference.data.lastObservedWrite).toBeNull();
  });

  it('does not make up what Cloudflare does not tell', async () => {
    const { data } = await metadataOf('acme-legacy');
    expect(data).toMatchObject({ storageVersion: 'alpha' });
    for (const field of ['sizeBytes', 'tables', 'region', 'readReplication']) {
      expect(data).not.toHaveProperty(field);
    }
  });

  it('tells size and tables also where analytics may not be read', async () => {
    simulator.injectFault({
      operation: /graphql/,
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await metadataOf('acme-core');
    expect(data).toMatchObject({ tables: 12 });
    expect(data).not.toHaveProperty('lastObservedWrite');
    expect(data).not.toHaveProperty('activity');
    expect(meta).toMatchObject({
      complete: false,
      problems: [expect.objectContaining({ kind: 'unavailable' })],
    });
  });

  it('asks Cloudflare for nothing that is in a database', async () => {
    await metadataOf('acme-core');
    const asked = Object.keys(simulator.statistics().byOperation);
    expect(
      asked.filter(operation => operation.includes('/d1/')).sort(),
    ).toEqual([
      'GET /accounts/{account}/d1/database',
      'GET /accounts/{account}/d1/database/{database}',
    ]);
    expect((await get('acme-gone/metadata')).status).toBe(404);
  });
});
