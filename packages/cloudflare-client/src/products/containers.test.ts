import {
  exampleBodies,
  secretMarkers,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../__testUtils__/startClient';
import {
  sendFailure,
  sendJson,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const LIST = 'GET /accounts/{account}/containers/applications';

describe('the container applications of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({
      resources: { containers: 501 },
    }));
  });
  afterAll(() => simulator.close());

  const idOf = async (name: string) =>
    (await client.containers.list()).items.find(item => item.name === name)!.id;

  it('are read over all pages', async () => {
    simulator.resetStatistics();
    const { items, complete } = await client.containers.list();
    expect(complete).toBe(true);
    expect(items).toHaveLength(501);
    expect(simulator.statistics().byOperation).toEqual({ [LIST]: 2 });
  });

  it('are incomplete when a page fails', async () => {
    const undo = simulator.injectFault({
      operation: LIST,
      after: 1,
      fault: { type: 'status', status: 500 },
    });
    const { items, complete, problems } = await client.containers.list();
    undo();
    expect(items).toHaveLength(500);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'containers' },
    ]);
  });

  it('have images by tag, by digest, and none in the list where Durable Objects start them', async () => {
    const { items } = await client.containers.list();
    const named = (name: string) => items.find(item => item.name === name);
    expect(named('acme-converter')?.image).toEqual({
      reference: 'images.acme.example:5000/acme/acme-converter:2025-10-25',
      registry: 'images.acme.example:5000',
      path: 'acme/acme-converter',
      tag: '2025-10-25',
      digest: undefined,
    });
    expect(named('acme-renderer')).toMatchObject({
      jurisdiction: 'eu',
      image: {
        path: 'acme/renderer',
        tag: undefined,
        digest: expect.stringMatching(/^sha256:/),
      },
    });
    expect(named('acme-transcoder')).toMatchObject({
      schedulingPolicy: 'durable_object',
      image: undefined,
      instances: undefined,
      version: undefined,
      durableObjectNamespaceId: expect.any(String),
    });
  });

  it('have instances and versions that tell their image', async () => {
    const id = await idOf('acme-transcoder');
    const instances = await client.containers.instances(id);
    expect(instances.complete).toBe(true);
    expect(instances.items).toHaveLength(2);
    expect(instances.items[0]).toMatchObject({
      state: 'running',
      image: { tag: '1.9' },
      region: 'WEUR',
    });
    expect((await client.containers.versions(id)).items).toMatchObject([
      { version: 12, percentage: 90, image: { tag: '1.9' } },
      { version: 13, percentage: 10, image: { tag: '2.0' } },
    ]);
  });

  it('can have no active instance', async () => {
    const id = await idOf('acme-sandbox');
    const { items, complete } = await client.containers.instances(id);
    expect({ items, complete }).toEqual({ items: [], complete: true });
    expect((await client.containers.get(id)).health).toMatchObject({
      summary: undefined,
      instances: { active: 0 },
    });
  });

  it('never tell what their containers are started with', async () => {
    const { items } = await client.containers.list();
    const read = await Promise.all(
      items
        .slice(0, 5)
        .map(async ({ id }) => [
          await client.containers.get(id),
          await client.containers.instances(id),
          await client.containers.versions(id),
        ]),
    );
    const told = JSON.stringify([items, read]);
    for (const marker of Object.values(secretMarkers)) {
      expect(told).not.toContain(marker);
    }
    expect(told).not.toContain('visitor-');
  });

  it('are not found when they do not exist', async () => {
    await expect(client.containers.get('none')).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(client.containers.instances('none')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('an API of Containers', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer(response =>
      sendJson(response, exampleBodies.containersApplicationsList),
    );
    const { items, complete } = await client.containers.list();
    expect(complete).toBe(true);
    expect(items).toMatchObject([
      {
        id: '4f9e8d7c-6b5a-4938-8271-605f4e3d2c1b',
        durableObjectNamespaceId: '5fd1cafff895419c8bcc647fc64ab8f0',
        version: 7,
        instances: 2,
        maxInstances: 10,
        instanceType: 'basic',
        health: {
          summary: 'degraded',
          instances: { active: 1, assigned: 2 },
          errors: [
            {
              instanceId: 'i-1',
              name: 'ImagePullError',
              at: '2026-11-21T10:00:00Z',
            },
          ],
        },
      },
      { name: 'acme-sandbox', schedulingPolicy: 'durable_object' },
    ]);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.containers.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Workers Containers Read' },
    });
  });
});
