import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { CloudflareService, cloudflareServiceRef } from './CloudflareService';
import { readAccounts, readApiConfig } from './readCloudflareConfig';

const A = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';
const B = '7f1ed0c0ffee4a7b9d2e11aa22bb33cc';

async function serviceWith(data: JsonObject): Promise<CloudflareService> {
  let service: CloudflareService | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({ data }),
      createBackendPlugin({
        pluginId: 'test',
        register(reg) {
          reg.registerInit({
            deps: { cloudflare: cloudflareServiceRef },
            async init({ cloudflare }) {
              service = cloudflare;
            },
          });
        },
      }),
    ],
  });
  await backend.stop();
  return service!;
}

describe('cloudflareServiceRef', () => {
  it('has no account when none is configured, and says what to set', async () => {
    const service = await serviceWith({});

    expect(service.accounts()).toEqual([]);
    expect(() => service.account()).toThrow(
      /'cloudflare\.accountId' and 'cloudflare\.apiToken'/,
    );
  });

  it('takes the flat form as the account "default"', async () => {
    const service = await serviceWith({
      cloudflare: { accountId: A, apiToken: 't' },
    });

    expect(service.account()).toBe(service.account('default'));
    expect(service.account().accountId).toBe(A);
    expect(() => service.account('other')).toThrow(/'other'/);
  });

  it('asks for the key where several accounts have none of that name', async () => {
    const service = await serviceWith({
      cloudflare: {
        accounts: {
          eu: { accountId: A, apiToken: 't' },
          us: { accountId: B, apiToken: 't' },
        },
      },
    });

    expect(service.account('us').accountId).toBe(B);
    expect(() => service.account()).toThrow(/name the account/);
  });

  describe('against a server', () => {
    let server: Server;
    const seen: (string | undefined)[] = [];

    beforeAll(async () => {
      server = createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            success: true,
            errors: [],
            messages: [],
            result: { id: A, name: 'Acme' },
          }),
        );
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    });
    afterAll(() => new Promise(done => server.close(done)));

    it('takes up a rotated token at once, and tells observers of requests', async () => {
      const data = (apiToken: string) => ({
        cloudflare: {
          accountId: A,
          apiToken,
          apiBaseUrl: `http://127.0.0.1:${
            (server.address() as AddressInfo).port
          }/client/v4`,
        },
      });
      // The root config of a backend is live: it is one object whose values change.
      const config = mockServices.rootConfig({ data: data('first') });
      const service = await serviceWith(data('first'));
      const observed: unknown[] = [];
      const stop = service.observe(({ account, area, outcome }) =>
        observed.push({ account, area, outcome }),
      );
      await service.account().client.account.get();
      stop();
      await service.account().client.account.get();

      expect(seen).toEqual(['Bearer first', 'Bearer first']);
      expect(observed).toEqual([
        { account: 'default', area: 'account', outcome: 'ok' },
      ]);

      const [account] = readAccounts(config);
      expect(account.apiToken()).toBe('first');
      config.update({ data: data('second') });
      expect(account.apiToken()).toBe('second');
      config.update({ data: data(' ') });
      expect(account.apiToken()).toBe('second');
    });
  });
});

describe('configuration', () => {
  const accounts = (cloudflare: JsonObject) => () =>
    readAccounts(new ConfigReader({ cloudflare }));
  const api = (cloudflare: JsonObject) => () =>
    readApiConfig(new ConfigReader({ cloudflare }));
  const account = { accountId: A, apiToken: 't' };

  it.each([
    ['no token', accounts({ accountId: A }), /'cloudflare\.apiToken'/],
    [
      'an account id of another form',
      accounts({ accountId: 'acme', apiToken: 't' }),
      /'cloudflare\.accountId'.*32/,
    ],
    [
      'a token alone',
      accounts({ apiToken: 't' }),
      /'cloudflare\.accountId'.*32/,
    ],
    [
      'both forms',
      accounts({ ...account, accounts: { eu: account } }),
      /either the flat form or 'cloudflare\.accounts'/,
    ],
    [
      'a key with a dot',
      accounts({ accounts: { 'a.b': account } }),
      /'cloudflare\.accounts/,
    ],
    [
      'the same account twice',
      accounts({ accounts: { eu: account, us: account } }),
      /'cloudflare\.accounts\.us\.accountId'.*'eu'/,
    ],
    [
      'http to another host',
      api({ apiBaseUrl: 'http://api.cloudflare.com' }),
      /'cloudflare\.apiBaseUrl'.*https/,
    ],
    [
      'a user in the URL',
      api({ apiBaseUrl: 'https://a:b@api.cloudflare.com' }),
      /'cloudflare\.apiBaseUrl'/,
    ],
    ['no URL', api({ apiBaseUrl: 'api' }), /'cloudflare\.apiBaseUrl'/],
    [
      'another backoff',
      api({ fetch: { backoff: 'none' } }),
      /'cloudflare\.fetch\.backoff'/,
    ],
    [
      'a share of 2',
      api({ budget: { share: 2 } }),
      /'cloudflare\.budget\.share'/,
    ],
    [
      'negative retries',
      api({ fetch: { maxRetries: -1 } }),
      /'cloudflare\.fetch\.maxRetries'/,
    ],
  ])('refuses %s, naming the key', (_, read, message) => {
    expect(read).toThrow(message);
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    'allows http on %s',
    apiBaseUrl => {
      expect(api({ apiBaseUrl })().apiBaseUrl).toBe(apiBaseUrl);
    },
  );
});
