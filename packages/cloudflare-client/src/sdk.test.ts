import {
  accountId,
  sendResult,
  startTestApi,
  type TestApi,
} from './__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const ACCOUNT = { id: accountId, name: 'Acme' };

describe('a request of the SDK', () => {
  let api: TestApi;
  const environment = { ...process.env };
  beforeAll(async () => {
    api = await startTestApi();
    await api.client();
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => api.close());

  it('is not changed by the environment variables that the SDK reads', async () => {
    const log = jest.spyOn(console, 'debug').mockImplementation(() => {});
    Object.assign(process.env, {
      CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9/elsewhere',
      CLOUDFLARE_API_TOKEN: 'environment-token',
      CLOUDFLARE_API_KEY: 'environment-key',
      CLOUDFLARE_EMAIL: 'environment@acme.example',
      CLOUDFLARE_API_USER_SERVICE_KEY: 'environment-service-key',
      CLOUDFLARE_CUSTOM_HEADERS:
        'Authorization: Bearer environment-header\nX-Auth-Key: more\nX-Evil: 1',
      CLOUDFLARE_LOG: 'debug',
    });
    api.answer(response => sendResult(response, ACCOUNT));
    const client = await api.client();
    expect(await client.account.get()).toMatchObject(ACCOUNT);
    expect(api.received).toHaveLength(1);
    const { url, headers } = api.received[0];
    expect(url.pathname).toBe(`/client/v4/accounts/${accountId}`);
    expect(headers.authorization).toBe('Bearer test-token');
    expect(JSON.stringify(headers)).not.toMatch(/environment|evil|x-auth/i);
    expect(headers['api-version']).toBe('2026-10-02');
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it.each([
    'no header: name\nX-\u20ac: 1\n: empty',
    'X-Fine: not\u0000fine',
    'Accept: text/html\nUser-Agent: evil\napi-version: 2001-01-01\nContent-Type: text/evil',
    'neither name nor value',
  ])('is not changed by the custom headers %j', async custom => {
    const answered = async () => {
      api.answer(response => sendResult(response, ACCOUNT));
      const client = await api.client();
      expect(await client.account.get()).toMatchObject(ACCOUNT);
      const { headers } = api.received[0];
      return { ...headers, host: undefined };
    };
    const without = await answered();
    Object.assign(process.env, {
      CLOUDFLARE_CUSTOM_HEADERS: custom,
      CLOUDFLARE_LOG: 'no such level',
      CLOUDFLARE_BASE_URL: 'no URL',
      CLOUDFLARE_API_KEY: '\u20ac',
    });
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    expect(await answered()).toEqual(without);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    // What others find in the environment is theirs.
    expect(process.env.CLOUDFLARE_CUSTOM_HEADERS).toBe(custom);
  });

  it('is not changed by the variables when no address is configured', async () => {
    process.env.CLOUDFLARE_BASE_URL = api.url;
    const fetched = jest
      .spyOn(globalThis, 'fetch')
      .mockRejectedValue(new TypeError('no network in this test'));
    const client = await api.client({ apiBaseUrl: undefined, maxRetries: 0 });
    await expect(client.account.get()).rejects.toThrow('connection');
    expect(String(fetched.mock.calls[0][0])).toBe(
      `https://api.cloudflare.com/client/v4/accounts/${accountId}`,
    );
    fetched.mockRestore();
  });
});
