import type { Cloudflare } from 'cloudflare';
import { accountAreas } from './areas';
import { Connection, type SendOptions } from './Connection';
import { productAreas } from './products';
import {
  accountId,
  sendResult,
  startTestApi,
  type TestApi,
} from './__testUtils__/testApi';
import { AllowedRequests, readBaseUrl } from './transport/allowed';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const areas = { ...productAreas, ...accountAreas };
const requests = Object.values(areas).flatMap(area => area.requests);

/** What must be asked by POST although it changes nothing. */
const READING_POSTS = [
  'POST /graphql',
  'POST /accounts/{account}/analytics_engine/sql',
  'POST /accounts/{account}/storage/kv/namespaces/{namespace}/bulk/get',
];

const SUBJECT = {
  area: 'account',
  what: 'a thing',
  permission: 'Any',
} as const;
const PATH = `/accounts/${accountId}/workers/scripts`;

describe('what leaves for Cloudflare', () => {
  let api: TestApi;
  let elsewhere: TestApi;
  let connection: Connection;
  beforeAll(async () => {
    [api, elsewhere] = [await startTestApi(), await startTestApi()];
    const baseUrl = readBaseUrl(api.url);
    connection = new Connection(
      { accountId, apiToken: 'test-token', maxRetries: 0 },
      new AllowedRequests(baseUrl, accountId, requests),
      baseUrl,
    );
  });
  afterAll(async () => {
    await api.close();
    await elsewhere.close();
  });

  const read = (
    send: (
      sdk: Cloudflare,
      options: SendOptions,
    ) => ReturnType<Cloudflare['get']>,
  ) => connection.read(SUBJECT, undefined, send);

  it('is a read: of what is sent by POST, each is known', () => {
    const posts = requests.filter(request => !request.startsWith('GET /'));
    expect([...new Set(posts)].sort()).toEqual([...READING_POSTS].sort());
    for (const request of requests) {
      expect(request).toMatch(/^(GET|POST) (\/[\w-]+|\/\{\w+\})+$/);
    }
  });

  const WRITES: [string, Parameters<typeof read>[0]][] = [
    ['PUT', (sdk, options) => sdk.put(PATH, options)],
    ['PATCH', (sdk, options) => sdk.patch(PATH, options)],
    ['DELETE', (sdk, options) => sdk.delete(PATH, options)],
    ['POST', (sdk, options) => sdk.post(PATH, options)],
    [
      'a method in other letters',
      (sdk, options) =>
        sdk.request({ ...options, method: 'delete', path: PATH }),
    ],
    [
      'a method of the SDK that writes',
      (sdk, options) =>
        sdk.workers.scripts.delete(
          'acme-api',
          { account_id: accountId },
          options,
        ) as ReturnType<Cloudflare['get']>,
    ],
    [
      'a read that nobody declared',
      (sdk, options) => sdk.get(`/accounts/${accountId}/billing`, options),
    ],
    [
      'another account',
      (sdk, options) =>
        sdk.get(`/accounts/${'0'.repeat(32)}/workers/scripts`, options),
    ],
    [
      'a path above the base',
      (sdk, options) => sdk.get(`/../..${PATH}`, options),
    ],
    [
      'a path below a declared one',
      (sdk, options) => sdk.get(`${PATH}/../subdomain/../../rules`, options),
    ],
    [
      'an encoded parent',
      (sdk, options) => sdk.get(`${PATH}/%2e%2e/deployments`, options),
    ],
  ];

  it.each(WRITES)('is not %s', async (_, send) => {
    api.answer(response => sendResult(response, []));
    await expect(read(send)).rejects.toThrow('not on the list');
    expect(api.received).toEqual([]);
  });

  it('goes to no other host, whatever the path or an option says', async () => {
    api.answer(response => sendResult(response, []));
    elsewhere.answer(response => sendResult(response, []));
    const { host } = new URL(elsewhere.url);
    const targets = [
      `${elsewhere.url}${PATH}`,
      `http://${new URL(api.url).host}@${host}/client/v4${PATH}`,
      `https://api.cloudflare.com/client/v4${PATH}`,
      `http://api.cloudflare.com/client/v4${PATH}`,
      `file:///etc/hosts`,
    ];
    for (const target of targets) {
      await expect(
        read((sdk, options) => sdk.get(target, options)),
      ).rejects.toThrow('not on the list');
    }
    await expect(
      read((sdk, options) =>
        sdk.get(PATH, { ...options, defaultBaseURL: elsewhere.url }),
      ),
    ).resolves.toBeDefined();
    expect(api.received).toHaveLength(1);
    expect(elsewhere.received).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a redirect with %d, and takes the token nowhere',
    async status => {
      elsewhere.answer(response => sendResult(response, []));
      api.answer(response => {
        response.writeHead(status, { location: `${elsewhere.url}${PATH}` });
        response.end();
      });
      await expect(
        read((sdk, options) => sdk.get(PATH, options)),
      ).rejects.toMatchObject({ kind: 'invalid-response' });
      expect(api.received).toHaveLength(1);
      expect(elsewhere.received).toEqual([]);
    },
  );

  it('is in no error that nobody foresaw', async () => {
    const token = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';
    const error = await read(() => {
      throw new TypeError(`"Bearer ${token}" is an invalid header value`);
    }).catch(e => e);
    expect(error).toMatchObject({ name: 'TypeError' });
    expect(`${error.message} ${error.stack}`).not.toContain(token);
  });

  it('is declared, whatever is read and whatever it is asked for', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    api.answer(response => sendResult(response, []));
    const client = await api.client({
      maxRetries: 0,
      buildsToken: 'builds-token',
      budget: { requests: 1_000_000 },
    });
    const allowed = new AllowedRequests(
      readBaseUrl(api.url),
      accountId,
      requests,
    );
    const odd = [
      'acme',
      '../../billing',
      'a?b=c#d',
      '%2e%2e',
      '//evil.example',
    ];
    for (const name of Object.keys(areas) as (keyof typeof areas)[]) {
      for (const method of Object.values(client[name])) {
        for (const text of odd) {
          const call = method as (...args: string[]) => Promise<unknown>;
          // Many take no text: what counts is what they send.
          await Promise.resolve()
            .then(() => call(text, text))
            .catch(() => {});
        }
      }
    }
    const sent = fetched.mock.calls;
    fetched.mockRestore();
    expect(sent.length).toBeGreaterThan(100);
    for (const [target, init] of sent) {
      expect(() =>
        allowed.check(init!.method!, new URL(String(target))),
      ).not.toThrow();
      expect(init!.redirect).toBe('manual');
    }
    expect(api.received).toHaveLength(sent.length);
  });

  it.each([
    'http://api.cloudflare.com/client/v4',
    'http://192.0.2.1/client/v4',
  ])('is not sent in clear: %s', async apiBaseUrl => {
    await expect(api.client({ apiBaseUrl })).rejects.toThrow('https');
  });
});
