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

describe('the Vectorize indexes of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('are listed with the model that they were made for', async () => {
    const { items, complete } = await client.vectorize.list();
    expect(complete).toBe(true);
    expect(
      items.map(({ name, dimensions, metric, preset }) => ({
        name,
        dimensions,
        metric,
        preset,
      })),
    ).toEqual([
      { name: 'acme-idx-main', dimensions: 1536, metric: 'cosine' },
      {
        name: 'acme-idx-support',
        dimensions: 768,
        metric: 'cosine',
        preset: '@cf/baai/bge-base-en-v1.5',
      },
      {
        name: 'acme-idx-experiments',
        dimensions: 1024,
        metric: 'dot-product',
      },
      { name: 'acme-idx-import', dimensions: 384, metric: 'euclidean' },
    ]);
  });

  it('tell never written from not known', async () => {
    expect(await client.vectorize.info('acme-idx-experiments')).toEqual({
      dimensions: 1024,
      vectorCount: 0,
      processedUpTo: null,
    });
    expect(await client.vectorize.info('acme-idx-import')).toEqual({});
  });

  it('have metadata indexes, or none', async () => {
    const main = await client.vectorize.metadataIndexes('acme-idx-main');
    expect(main.items).toEqual([
      { property: 'section', type: 'string' },
      { property: 'published', type: 'boolean' },
    ]);
    const other = await client.vectorize.metadataIndexes('acme-idx-support');
    expect(other).toMatchObject({ items: [], complete: true });
  });

  it('of which one does not exist', async () => {
    for (const read of [
      client.vectorize.info('acme-idx-gone'),
      client.vectorize.metadataIndexes('acme-idx-gone'),
    ]) {
      await expect(read).rejects.toMatchObject({ kind: 'not-found' });
    }
  });
});

describe('an API of Vectorize', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer((response, { url }) => {
      const body = url.pathname.endsWith('/info')
        ? exampleBodies.vectorizeIndexesInfo
        : exampleBodies.vectorizeIndexesList;
      sendJson(response, body);
    });
    expect(await client.vectorize.list()).toEqual({
      items: [
        {
          name: 'acme-idx-main',
          description: 'site content',
          dimensions: 1536,
          metric: 'cosine',
          preset: undefined,
          createdAt: '2025-07-01T00:00:00.000000Z',
          modifiedAt: '2025-07-01T00:00:00.000000Z',
        },
      ],
      complete: true,
      problems: [],
    });
    expect(await client.vectorize.info('acme-idx-main')).toEqual({
      dimensions: 1536,
      vectorCount: 8112,
      processedUpTo: '2026-11-20T22:00:00Z',
    });
  });

  it('that gives an item without a name leaves the list incomplete', async () => {
    api.answer(response =>
      sendResult(response, [{ name: 'one' }, { config: {} }]),
    );
    const { items, complete, problems } = await client.vectorize.list();
    expect(items).toMatchObject([{ name: 'one', dimensions: undefined }]);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'invalid-response', product: 'vectorize' },
    ]);
  });

  it('that gives no list of metadata indexes does not say that there are none', async () => {
    api.answer(response => sendResult(response, null));
    await expect(client.vectorize.metadataIndexes('one')).rejects.toMatchObject(
      { kind: 'invalid-response' },
    );
  });

  it('does not support indexes of the first version', async () => {
    api.answer(response =>
      sendFailure(response, 410, 3000, 'vectorize.v1.deprecated'),
    );
    await expect(client.vectorize.info('one')).rejects.toMatchObject({
      kind: 'not-supported',
    });
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.vectorize.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Vectorize Read' },
    });
  });
});
