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

const LIST = 'GET /accounts/{account}/workers/durable_objects/namespaces';

describe('the Durable Objects of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({
      resources: { durableObjects: 1010 },
    }));
  });
  afterAll(() => simulator.close());

  it('are namespaces over all pages, and no object is listed', async () => {
    simulator.resetStatistics();
    const { items, complete } = await client.durableObjects.list();
    expect(complete).toBe(true);
    expect(items).toHaveLength(1010);
    expect(simulator.statistics().byOperation).toEqual({ [LIST]: 2 });
  });

  it('can be of one class in two scripts', async () => {
    const { items } = await client.durableObjects.list();
    const scripts = items
      .filter(({ className }) => className === 'SessionCoordinator')
      .map(({ scriptName }) => scriptName);
    expect(scripts).toEqual(['acme-api', 'acme-api-staging']);
  });

  it('do not tell what Cloudflare does not', async () => {
    const { items } = await client.durableObjects.list();
    expect(
      items.find(({ className }) => className === 'Experiment')?.usesSqlite,
    ).toBeUndefined();
  });

  it('are incomplete when a page fails', async () => {
    const undo = simulator.injectFault({
      operation: LIST,
      after: 1,
      fault: { type: 'status', status: 500 },
    });
    const { items, complete, problems } = await client.durableObjects.list();
    undo();
    expect(items).toHaveLength(1000);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { kind: 'unavailable', product: 'durableObjects' },
    ]);
  });
});

describe('an API of Durable Objects', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples, of which one is an orphan', async () => {
    api.answer(response =>
      sendJson(response, exampleBodies.durableObjectsNamespacesList),
    );
    const { items, complete } = await client.durableObjects.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: '5fd1cafff895419c8bcc647fc64ab8f0',
        name: 'acme-api_SessionCoordinator',
        className: 'SessionCoordinator',
        scriptName: 'acme-api',
        usesSqlite: true,
      },
      {
        id: '6fd1cafff895419c8bcc647fc64ab8f1',
        name: 'orphaned',
        className: undefined,
        scriptName: undefined,
        usesSqlite: undefined,
      },
    ]);
  });

  it('that lists something without an id is not believed whole', async () => {
    api.answer(response =>
      sendResult(response, [{ class: 'A' }, { id: 'b', class: '' }]),
    );
    const { items, complete } = await client.durableObjects.list();
    expect(items).toMatchObject([{ id: 'b', className: undefined }]);
    expect(complete).toBe(false);
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.durableObjects.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Workers Scripts Read' },
    });
  });
});
