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

describe('the KV of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;
  let idOf: (title: string) => string;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
    const { items } = await client.kv.list();
    idOf = title => items.find(namespace => namespace.title === title)!.id;
  });
  afterAll(() => simulator.close());

  it('has titles of every kind', async () => {
    const { items, complete } = await client.kv.list();
    expect(complete).toBe(true);
    const titles = items.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining(['acme-flags', 'Acme-Flags']),
    );
    expect(
      titles.some(title => title.length > 63 && /🛒.*,/u.test(title)),
    ).toBe(true);
  });

  it('is paged by keys, without repeating or losing one', async () => {
    const id = idOf('acme-cache');
    const names = new Set<string>();
    let cursor: string | undefined;
    let count = 0;
    do {
      const page = await client.kv.keys(id, { cursor, limit: 500 });
      page.items.forEach(({ name }) => names.add(name));
      count += page.items.length;
      cursor = page.nextCursor;
    } while (cursor);
    expect(count).toBe(1246);
    expect(names.size).toBe(count);
  });

  it('goes on behind a page that is empty', async () => {
    simulator.injectFault({
      operation: /\/keys/,
      times: 1,
      fault: { type: 'empty-page-with-cursor' },
    });
    const id = idOf('acme-cache');
    const empty = await client.kv.keys(id, { limit: 10 });
    expect(empty.items).toEqual([]);
    const next = await client.kv.keys(id, {
      limit: 10,
      cursor: empty.nextCursor,
    });
    expect(next.items).toHaveLength(10);
  });

  it('asks for no smaller page than Cloudflare gives', async () => {
    const { items } = await client.kv.keys(idOf('acme-cache'), { limit: 1 });
    expect(items).toHaveLength(10);
  });

  it('gives values in one request, and not those that are gone', async () => {
    const id = idOf('Customer sessions / EU (prod)');
    const values = await client.kv.values(id, [
      'by-phone/+49 30 123456789',
      'no such key',
      'thumbnail',
    ]);
    expect(values).toEqual([
      expect.objectContaining({ value: expect.stringContaining('{') }),
      { key: 'no such key', value: undefined },
      expect.objectContaining({ value: expect.stringContaining('\uFFFD') }),
    ]);
  });

  it('does not have a namespace that is not there', async () => {
    await expect(client.kv.keys('0'.repeat(32))).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(client.kv.values('0'.repeat(32), ['a'])).rejects.toMatchObject(
      { kind: 'not-found' },
    );
  });
});

describe('an API of KV', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer((response, { url }) => {
      if (url.pathname.endsWith('/bulk/get')) {
        sendJson(response, exampleBodies.kvBulkGet);
      } else if (!url.pathname.endsWith('/keys')) {
        sendJson(response, exampleBodies.kvNamespacesList);
      } else if (url.searchParams.has('cursor')) {
        sendJson(response, exampleBodies.kvKeysListLastPage);
      } else {
        sendJson(response, exampleBodies.kvKeysList);
      }
    });
    expect(await client.kv.list()).toMatchObject({
      complete: true,
      items: [
        { id: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3', title: 'acme-cache' },
        { title: 'Customer sessions / EU (prod)', jurisdiction: 'eu' },
      ],
    });
    const first = await client.kv.keys('9c8b');
    expect(first.items).toEqual([
      {
        name: 'user/42?x=é',
        expiresAt: '2030-03-17T17:46:40.000Z',
        hasMetadata: true,
      },
      { name: 'static', expiresAt: undefined, hasMetadata: false },
    ]);
    const last = await client.kv.keys('9c8b', { cursor: first.nextCursor });
    expect(last).toEqual({
      items: [{ name: 'zeta', expiresAt: undefined, hasMetadata: false }],
    });
    expect(await client.kv.values('9c8b', ['static', 'gone'])).toEqual([
      { key: 'static', value: '{"a":1}' },
      { key: 'gone', value: undefined },
    ]);
  });

  it('is asked for values as text, and for at most 100', async () => {
    api.answer(response => sendResult(response, { values: {} }));
    await client.kv.values('9c8b', ['a', '__proto__']);
    expect(api.received).toMatchObject([{ method: 'POST' }]);
    expect(JSON.parse(api.received[0].body)).toEqual({
      keys: ['a', '__proto__'],
      type: 'text',
    });
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    await expect(client.kv.values('9c8b', many)).rejects.toThrow('100');
    expect(await client.kv.values('9c8b', [])).toEqual([]);
    expect(api.received).toHaveLength(1);
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) => {
      const page = Number(url.searchParams.get('page'));
      if (page > 1) {
        sendFailure(response, 500, 10_001, 'broken');
        return;
      }
      const items = Array.from({ length: 1000 }, (_, index) => ({
        id: String(index),
        title: String(index),
      }));
      sendResult(response, items, { page, per_page: 1000, total_count: 1001 });
    });
    const { items, complete, problems } = await client.kv.list();
    expect(items).toHaveLength(1000);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([{ kind: 'unavailable', product: 'kv' }]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.kv.list()).rejects.toMatchObject({
      kind: 'forbidden',
      problem: { permission: 'Workers KV Storage Read' },
    });
  });
});
