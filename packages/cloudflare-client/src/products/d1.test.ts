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

const CORE = '3f6d2c1b-8e7a-4d5c-9b0a-1e2f3a4b5c6d';

describe('the D1 databases of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  const idOf = async (name: string) =>
    (await client.d1.list()).items.find(database => database.name === name)!.id;

  it('are listed with where their data have to stay', async () => {
    const { items, complete, problems } = await client.d1.list();
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
    expect(items).toHaveLength(6);
    expect(items.find(({ name }) => name === 'acme-customers')).toMatchObject({
      jurisdiction: 'eu',
      version: 'production',
    });
  });

  it('tell size and tables one by one', async () => {
    expect(await client.d1.get(await idOf('acme-customers'))).toMatchObject({
      name: 'acme-customers',
      sizeBytes: 1_932_735_283,
      tables: 34,
      region: 'EEUR',
      readReplication: 'auto',
    });
  });

  it('of which an old one tells neither size nor tables', async () => {
    const old = await client.d1.get(await idOf('acme-legacy'));
    expect(old).toMatchObject({ version: 'alpha' });
    expect(old.sizeBytes).toBeUndefined();
    expect(old.tables).toBeUndefined();
    expect(old.readReplication).toBeUndefined();
  });

  it('of which one does not exist', async () => {
    await expect(
      client.d1.get('00000000-0000-4000-8000-000000000000'),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('an API of D1', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer((response, { url }) =>
      sendJson(
        response,
        url.pathname.endsWith(CORE)
          ? exampleBodies.d1DatabaseGet
          : exampleBodies.d1DatabaseList,
      ),
    );
    const core = {
      id: CORE,
      name: 'acme-core',
      createdAt: '2025-09-18T12:44:19.000Z',
      version: 'production',
      jurisdiction: undefined,
    };
    expect(await client.d1.list()).toEqual({
      items: [core],
      complete: true,
      problems: [],
    });
    expect(await client.d1.get(CORE)).toEqual({
      ...core,
      sizeBytes: 81_920,
      tables: 12,
      region: 'WEUR',
      readReplication: 'disabled',
    });
  });

  it('is read over all pages, and one that fails leaves the list incomplete', async () => {
    api.answer((response, { url }) => {
      const page = Number(url.searchParams.get('page'));
      const perPage = Number(url.searchParams.get('per_page'));
      expect(perPage).toBe(10_000);
      if (page === 3) {
        sendFailure(response, 500, 7500, 'internal error');
        return;
      }
      // It gives less than it was asked for.
      const items = [0, 1].map(index => ({
        uuid: `${page}-${index}`,
        name: `db-${page}-${index}`,
      }));
      sendResult(response, items, { page, per_page: 2, total_count: 6 });
    });
    const { items, complete, problems } = await client.d1.list();
    expect(items.map(({ id }) => id)).toEqual(['1-0', '1-1', '2-0', '2-1']);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([{ kind: 'unavailable', product: 'd1' }]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    for (const read of [client.d1.list(), client.d1.get(CORE)]) {
      await expect(read).rejects.toMatchObject({
        problem: { kind: 'forbidden', permission: 'D1 Read' },
      });
    }
  });

  it('is never asked for what a database holds', async () => {
    const before = api.received.length;
    for (const id of ['', '.', '..', `${CORE}/query`, `${CORE}/export`]) {
      api.answer(response => sendResult(response, {}));
      await expect(client.d1.get(id)).rejects.toThrow();
    }
    const paths = api.received.slice(before).map(({ url }) => url.pathname);
    expect(paths.filter(path => /\/(query|raw|export)$/.test(path))).toEqual(
      [],
    );
  });
});
