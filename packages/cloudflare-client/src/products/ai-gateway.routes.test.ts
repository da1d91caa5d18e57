import { sendJson, startTestApi, type TestApi } from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('the routes of an AI gateway', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  const pageOf = (url: URL) => Number(url.searchParams.get('page'));
  const sendRoutes = (routes: object[]) =>
    api.answer((response, { url }) =>
      sendJson(response, {
        success: true,
        data: {
          page: pageOf(url),
          per_page: 20,
          routes: routes.slice((pageOf(url) - 1) * 20, pageOf(url) * 20),
        },
      }),
    );
  const model = (id: string, provider: string, fallback?: string) => ({
    id,
    type: 'model',
    properties: { provider, model: 'm' },
    outputs: fallback ? { fallback: { elementId: fallback } } : {},
  });

  it('are paged, and their elements may be in a version', async () => {
    const routes = Array.from({ length: 25 }, (_, index) => ({
      id: `r-${index}`,
      name: `route-${index}`,
      version: {
        active: 'false',
        elements: [model('a', 'openai', 'b'), model('b', 'mistral')],
      },
    }));
    sendRoutes(routes);
    const { items, complete } = await client.aiGateway.routes('g');
    expect({ count: items.length, complete }).toEqual({
      count: 25,
      complete: true,
    });
    expect(items[24]).toMatchObject({ active: false, fallback: true });
  });

  it('fall back around and through what is between', async () => {
    sendRoutes([
      // Back to itself, in circles, and to nothing.
      {
        id: 'circle',
        name: 'circle',
        elements: [
          model('a', 'openai', 'b'),
          {
            id: 'b',
            type: 'conditional',
            outputs: { true: { elementId: 'a' }, false: { elementId: 'b' } },
          },
        ],
      },
      {
        id: 'through',
        name: 'through',
        version: { active: 'maybe' },
        elements: [
          {
            id: 'limit',
            type: 'rate',
            outputs: { fallback: { elementId: 'split' } },
          },
          {
            id: 'split',
            type: 'percentage',
            outputs: { '50': { elementId: 'm' }, '*': { elementId: 'end' } },
          },
          model('m', 'mistral'),
        ],
      },
      { id: 'untold', name: 'untold' },
    ]);
    const { items } = await client.aiGateway.routes('g');
    expect(
      items.map(({ id, fallback, active }) => ({ id, fallback, active })),
    ).toEqual([
      { id: 'circle', fallback: false, active: undefined },
      { id: 'through', fallback: true, active: undefined },
      { id: 'untold', fallback: undefined, active: undefined },
    ]);
  });
});
