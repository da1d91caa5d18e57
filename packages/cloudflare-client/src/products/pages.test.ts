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

  it('tell how many of their variables look like secrets, and no value', async () => {
    const env_vars = {
      SESSION_SECRET: { type: 'plain_text', value: 'hunter2' },
      THEME: { type: 'plain_text', value: 'dark' },
      SENTRY_TOKEN: { type: 'secret_text', value: '' },
      GONE: null,
    };
    const projectOf = (id: string, production: object | null) => ({
      id,
      name: id,
      deployment_configs: { production },
    });
    api.answer(response =>
      sendResult(
        response,
        [
          projectOf('site', { env_vars }),
          projectOf('bare', { env_vars: null }),
          projectOf('not-told', null),
        ],
        { page: 1, per_page: 10, count: 3, total_count: 3 },
      ),
    );
    const client = await api.client();
    const { items } = await client.pages.list();
    expect(items.map(({ secrets }) => secrets)).toEqual([
      { plainTextSuspects: 1, secretText: 1, secretsStore: 0 },
      { plainTextSuspects: 0, secretText: 0, secretsStore: 0 },
      undefined,
    ]);
    expect(JSON.stringify(items)).not.toContain('hunter2');
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
