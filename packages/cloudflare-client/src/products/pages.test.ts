import { sendResult, startTestApi, TestApi } from '../__testUtils__/testApi';

describe('Pages projects', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
  });
  afterEach(() => api.close());

  it('tell that nothing serves production only where Cloudflare says so', async () => {
    api.answer(response =>
      sendResult(
        response,
        [
          { id: '1', name: 'none', canonical_deployment: null },
          { id: '2', name: 'not-told' },
        ],
        { page: 1, per_page: 10, count: 2, total_count: 2 },
      ),
    );
    const client = await api.client();
    const { items } = await client.pages.list();
    expect(items).toMatchObject([
      { name: 'none', canonicalDeployment: null },
      { name: 'not-told' },
    ]);
    expect(items[1].canonicalDeployment).toBeUndefined();
  });

  it('are not read completely when that deployment makes no sense', async () => {
    api.answer(response =>
      sendResult(
        response,
        [{ id: '1', name: 'odd', canonical_deployment: { id: 5 } }],
        { page: 1, per_page: 10, count: 1, total_count: 1 },
      ),
    );
    const client = await api.client();
    expect(await client.pages.list()).toMatchObject({
      items: [],
      complete: false,
    });
  });
});
