import {
  accountId,
  sendResult,
  startTestApi,
  type TestApi,
} from '../../__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const zone = (digit: string, account?: string) => ({
  id: digit.repeat(32),
  name: `${digit}.acme.example`,
  ...(account && { account: { id: account } }),
});

describe('the routes of the Workers', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const routesIn = async (zones: object[]) => {
    api.answer((response, { url }) =>
      sendResult(
        response,
        url.pathname.endsWith('/zones')
          ? zones
          : [{ id: '1', pattern: 'acme.example/*', script: 'acme-api' }],
      ),
    );
    const { workers } = await api.client();
    return workers.routes();
  };

  it('are those of the zones of this account', async () => {
    const { items, complete } = await routesIn([
      zone('a', accountId.toUpperCase()),
      zone('b', '0'.repeat(32)),
      zone('c'),
    ]);
    expect(complete).toBe(true);
    expect(items.map(({ zoneName }) => zoneName)).toEqual([
      'a.acme.example',
      'c.acme.example',
    ]);
    expect(api.received).toHaveLength(3);
  });

  it.each(['', '..', 'x/../y'])(
    'are not asked for in a zone with the id %j',
    async id => {
      const listing = await routesIn([zone('a'), { id, name: 'acme.example' }]);
      expect(listing).toMatchObject({
        items: [{ zoneName: 'a.acme.example' }],
        complete: false,
        problems: [{ kind: 'invalid-response' }],
      });
      expect(api.received).toHaveLength(2);
    },
  );
});
