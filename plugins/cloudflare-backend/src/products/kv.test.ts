import { mockCredentials } from '@backstage/backend-test-utils';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  KvKey,
  KvNamespace,
  KvSample,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const SESSIONS = 'Customer sessions / EU (prod)';
const segment = encodeURIComponent(SESSIONS);

describe('KV', () => {
  let simulator: Simulator;
  let clear: (path: string) => request.Test;
  let masked: (path: string) => request.Test;
  let withoutValues: (path: string) => request.Test;

  beforeAll(async () => {
    simulator = await startSimulator();
    const accounts = [await accountOf(simulator)];
    const start = async (denied: string[], kv: { allowedPaths?: string[] }) => {
      const { server } = await startPlugin({
        accounts,
        denied,
        cloudflareConfig: {
          redaction: {
            pseudonymKey: 'a key for tests that is long enough',
            kv,
          },
        },
      });
      return (path: string) =>
        request(server)
          .get(`/api/cloudflare/v1/kv/${path}`)
          .set('Authorization', mockCredentials.user.header());
    };
    clear = await start([], { allowedPaths: ['cart[].quantity'] });
    masked = await start(
      ['cloudflare.read.sensitive', 'cloudflare.read.kv.values'],
      {},
    );
    withoutValues = await start(['cloudflare.read.kv.values'], {});
  });
  afterAll(() => simulator.close());
  afterEach(() => simulator.clearFaults());

  it('tells namespaces with a count and its day, where one was taken', async () => {
    const { body } = await masked('namespaces');
    const namespaces = body.data as KvNamespace[];
    expect(namespaces.find(({ title }) => title === 'acme-cache')).toEqual({
      id: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
      title: 'acme-cache',
      storage: {
        keysApprox: 1235,
        bytesApprox: 7_340_032,
        countedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
      },
    });
    expect(
      namespaces.find(({ title }) => title === 'acme-feature-previews'),
    ).not.toHaveProperty('storage');
    expect(body.meta.complete).toBe(true);
    const first = await masked('namespaces?limit=4');
    const rest = await masked(
      `namespaces?limit=4&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...rest.body.data]).toEqual(namespaces);
  });

  it('pages through keys, and knows names with slashes and native ids', async () => {
    const first = await clear('acme-cache/keys?limit=900');
    expect(first.body.data).toHaveLength(900);
    const rest = await clear(
      `acme-cache/keys?limit=900&cursor=${first.body.meta.nextCursor}`,
    );
    expect(rest.body.data).toHaveLength(346);
    expect(rest.body.meta).not.toHaveProperty('nextCursor');
    expect(first.body.data.slice(0, 2)).toEqual([
      {
        name: 'user/42?x=é',
        expiresAt: '2030-03-17T17:46:40.000Z',
        hasMetadata: true,
      },
      { name: 'static', hasMetadata: false },
    ]);
    const byTitle = await clear(`${segment}/keys`);
    const byId = await clear(`${'00ff'.repeat(8)}/keys`);
    expect(byTitle.body.data).toHaveLength(69);
    expect(byId.body.data).toEqual(byTitle.body.data);
    expect((await clear('Acme-Flags/keys')).body.data).toHaveLength(1);
    expect((await clear('no such one/keys')).status).toBe(404);
  });

  it('follows the cursor of an empty page', async () => {
    simulator.injectFault({
      operation: /\/keys/,
      times: 1,
      fault: { type: 'empty-page-with-cursor' },
    });
    const { body } = await clear('acme-cache/keys?limit=12');
    expect(body.data).toHaveLength(12);
  });

  it('masks people and secrets in the names of keys', async () => {
    const { body } = await masked(`${segment}/keys`);
    const names = (body.data as KvKey[]).map(({ name }) => name);
    expect(body.meta.masked).toBe(true);
    expect(names).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^session:<uuid:\w{8}>$/),
        expect.stringMatching(/^by-email\/<email:\w{8}>$/),
        expect.stringMatching(/^by-phone\/<phone:\w{8}>$/),
        expect.stringMatching(/^by-ip\/<ip:\w{8}>$/),
        'snapshot',
      ]),
    );
    expect(JSON.stringify(body)).not.toMatch(/pat@|203\.0\.113|123456789/);
    const { body: all } = await clear(`${segment}/keys`);
    expect(all.data).toContainEqual(
      expect.objectContaining({ name: 'by-email/pat@customer.example' }),
    );
  });

  it('samples with one page and one bulk read, and tells no value', async () => {
    simulator.resetStatistics();
    const { body } = await withoutValues('acme-cache/sample?limit=3');
    const operations = Object.entries(simulator.statistics().byOperation);
    expect(operations.filter(([name]) => name.includes('{namespace}'))).toEqual(
      [
        [expect.stringMatching(/^GET .*\/keys$/), 1],
        [expect.stringMatching(/^POST .*\/bulk\/get$/), 1],
      ],
    );
    expect(body.data).toEqual({
      keys: [
        {
          name: 'user/42?x=é',
          expiresAt: expect.any(String),
          hasMetadata: true,
          kind: 'json',
          size: expect.any(Number),
        },
        { name: 'static', hasMetadata: false, kind: 'json', size: 7 },
        { name: 'zeta', hasMetadata: false, kind: 'text', size: 10 },
      ],
      withExpiry: 1,
      more: true,
    });
    expect(body.meta.masked).toBe(true);
  });

  it('shows who may see values their structure, and allowed leaves', async () => {
    const { body } = await clear(`${segment}/sample`);
    const { keys } = body.data as KvSample;
    expect(keys).toHaveLength(50);
    expect(JSON.parse(keys[0].value!)).toEqual({
      user: '<text of 23>',
      cart: [{ sku: '<text of 5>', quantity: 1 }],
      consent: null,
      token: expect.stringMatching(/^<text of/),
    });
    expect(JSON.stringify(body)).not.toContain(secretMarkers.kvValue);
  });

  it('tells of large and binary values their size and a hash', async () => {
    simulator.account.changeResource('kv', SESSIONS, {
      keys: [
        { name: 'snapshot', value: 'x'.repeat(6000) },
        { name: 'same', value: 'x'.repeat(6000) },
        { name: 'thumbnail', value: Buffer.from([0xff, 0xd8]) },
      ],
    });
    const { body } = await clear(`${segment}/sample?limit=49`);
    const { keys } = body.data as KvSample;
    expect(keys).toMatchObject([
      { kind: 'large', size: 6000, hash: expect.stringMatching(/^\w{16}$/) },
      { kind: 'large', hash: keys[0].hash },
      { kind: 'binary', hash: expect.not.stringMatching(keys[0].hash!) },
    ]);
    expect(keys.some(key => 'value' in key)).toBe(false);
  });

  it('says that values could not be read, and keeps what is known', async () => {
    simulator.injectFault({
      operation: /bulk\/get/,
      fault: { type: 'status', status: 500 },
    });
    const { status, body } = await clear('acme-flags/sample');
    expect(status).toBe(200);
    expect(body.data.keys[0]).toEqual({
      name: 'flag/dark-mode',
      hasMetadata: false,
      kind: 'unknown',
    });
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'kv' }],
    });
  });

  it('tells operations by hours, and of an idle namespace none', async () => {
    const { body } = await clear('acme-cache/metrics');
    const [reads, writes] = body.data.series;
    expect(body.data.stepSeconds).toBe(3600);
    expect(body.data.series.map(({ id }: { id: string }) => id)).toEqual([
      'reads',
      'writes',
      'deletes',
      'lists',
    ]);
    expect(reads.points.length).toBeGreaterThan(22);
    expect(reads.points[0].value).toBeGreaterThan(writes.points[0].value);
    const idle = await clear('Acme-Flags/metrics');
    expect(idle.body.data.series[0].points).toEqual([]);
  });

  it('keeps the answers for those who may see values apart', async () => {
    const title = 'acme-old-redirects/sample';
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: (permission, user) =>
        permission === 'cloudflare.read.kv.values' && user === 'user:default/b',
    });
    const valuesOf = async (user: string) => {
      const { body } = await request(server)
        .get(`/api/cloudflare/v1/kv/${title}`)
        .set('Authorization', mockCredentials.user.header(user));
      return (body.data as KvSample).keys.map(({ value }) => value);
    };
    expect(await valuesOf('user:default/a')).toEqual(['<text of 4>']);
    expect(await valuesOf('user:default/b')).toEqual([undefined]);
    expect(await valuesOf('user:default/a')).toEqual(['<text of 4>']);
  });

  it('samples as many keys as configured, and no more', async () => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      cloudflareConfig: { redaction: { kv: { sampleSize: 2 } } },
    });
    const sample = (query: string) =>
      request(server)
        .get(`/api/cloudflare/v1/kv/acme-cache/sample${query}`)
        .set('Authorization', mockCredentials.user.header());
    expect((await sample('')).body.data.keys).toHaveLength(2);
    expect((await sample('?limit=1')).body.data.keys).toHaveLength(1);
    expect((await sample('?limit=3')).status).toBe(400);
  });

  it('answers one user so many samples a minute', async () => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    const sample = (user: string) =>
      request(server)
        .get('/api/cloudflare/v1/kv/acme-cache/sample')
        .set('Authorization', mockCredentials.user.header(user));
    const answers = [];
    for (let i = 0; i < 65; i++) {
      answers.push(await sample('user:default/ann'));
    }
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(refused.body.error.message).toContain('60 times a minute');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.slice(0, 60).every(({ status }) => status === 200)).toBe(
      true,
    );
    expect((await sample('user:default/bob')).status).toBe(200);
  });

  it.each([
    [{ allowedPaths: ['cart[0]'] }, 'allowedPaths'],
    [{ sampleSize: 51 }, 'sampleSize'],
    [{ sampleSize: 0 }, 'sampleSize'],
  ])('does not start with %j', async (kv, name) => {
    await expect(
      startPlugin({
        accounts: [],
        cloudflareConfig: {
          redaction: {
            pseudonymKey: 'a key for tests that is long enough',
            kv,
          },
        },
      }),
    ).rejects.toThrow(`cloudflare.redaction.kv.${name}`);
  });
});
