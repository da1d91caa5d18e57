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

const STORE = '8f7e6d5c4b3a29180716253443526170';

describe('the secrets store of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('is listed, with secrets of all pages and no comment of any', async () => {
    const stores = await client.secretsStore.list();
    expect(stores).toMatchObject({
      complete: true,
      items: [{ id: STORE, name: 'acme-account-secrets' }],
    });
    const secrets = await client.secretsStore.secrets(STORE);
    expect(secrets.complete).toBe(true);
    expect(secrets.items.length).toBeGreaterThan(100);
    const told = JSON.stringify(secrets.items);
    expect(told).not.toContain(secretMarkers.secretComment);
    expect(told).not.toContain('sam@acme.example');
  });

  it('holds secrets of several scopes, of none, and deleted ones', async () => {
    const { items } = await client.secretsStore.secrets(STORE);
    const secret = (name: string) => items.find(item => item.name === name);
    expect(secret('openai_api_key')?.scopes).toEqual(['workers', 'ai_gateway']);
    expect(secret('unassigned')?.scopes).toEqual([]);
    expect(secret('old')?.status).toBe('deleted');
    expect(secret('dex_probe_token')?.status).toBe('pending');
  });

  it('has a quota that deleted secrets do not use', async () => {
    const { items } = await client.secretsStore.secrets(STORE);
    const { limit, used } = await client.secretsStore.quota();
    expect(limit).toBe(150);
    expect(used).toBe(
      items.filter(({ status }) => status !== 'deleted').length,
    );
  });

  it('is not found by an id of none', async () => {
    await expect(client.secretsStore.secrets('none')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('takes a permission, which the failure names', async () => {
    simulator.refusePermission('Secrets Store Read');
    for (const read of [
      client.secretsStore.list(),
      client.secretsStore.secrets(STORE),
      client.secretsStore.quota(),
    ]) {
      await expect(read).rejects.toMatchObject({
        problem: { kind: 'forbidden', permission: 'Secrets Store Read' },
      });
    }
    simulator.grantPermission('Secrets Store Read');
  });
});

describe('an API of Secrets Store', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer((response, { url }) => {
      const body = {
        stores: exampleBodies.secretsStoreStoresList,
        secrets: exampleBodies.secretsStoreStoresSecretsList,
        quota: exampleBodies.secretsStoreQuota,
      }[url.pathname.split('/').pop() as string];
      sendJson(response, body);
    });
    expect((await client.secretsStore.list()).items).toEqual([
      {
        id: STORE,
        name: 'acme-account-secrets',
        createdAt: '2026-01-05T00:00:00Z',
        modifiedAt: '2026-09-05T00:00:00Z',
      },
    ]);
    expect(await client.secretsStore.secrets(STORE)).toMatchObject({
      complete: true,
      items: [
        {
          id: '3fd85f74b32742f1bff64a85009dda07',
          name: 'openai_api_key',
          status: 'active',
          scopes: ['workers', 'ai_gateway'],
          createdAt: '2026-02-01T00:00:00Z',
          modifiedAt: '2026-08-01T00:00:00Z',
        },
        { name: 'old', status: 'deleted', scopes: [] },
      ],
    });
    expect(await client.secretsStore.quota()).toEqual({ limit: 150, used: 1 });
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
        name: `${index}`,
        status: 'active',
      }));
      sendResult(response, items, { page, per_page: 100, total_count: 120 });
    });
    const { items, complete, problems } = await client.secretsStore.secrets(
      STORE,
    );
    expect(items).toHaveLength(100);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([{ kind: 'unavailable' }]);
  });
});
