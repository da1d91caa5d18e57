import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  cloudflarePermissions,
  CloudflareProblemKind,
  problemHttpStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import request from 'supertest';
import { failingAccount } from '../__testUtils__/failingAccount';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const BASE = '/api/cloudflare';
const USER = mockCredentials.user.header();
const PERSONAL = 'cloudflare.read.personal';

/** Every route, and who may call it. A new route belongs here. */
const ROUTES: Record<string, { permissions: string[]; url: string }> = {
  'get /v1/workers/{script}/deployments': {
    permissions: ['cloudflare.read.workers'],
    url: '/v1/workers/acme-api/deployments',
  },
  'get /v1/workers/{script}/triggers': {
    permissions: ['cloudflare.read.workers'],
    url: '/v1/workers/acme-api/triggers',
  },
  'get /v1/workers/{script}/access': {
    permissions: ['cloudflare.read.workers', 'cloudflare.read.zerotrust'],
    url: '/v1/workers/acme-api/access',
  },
  'get /v1/pages/{project}/access': {
    permissions: ['cloudflare.read.pages', 'cloudflare.read.zerotrust'],
    url: '/v1/pages/acme-admin/access',
  },
  'get /v1/pages/{project}/deployments': {
    permissions: ['cloudflare.read.pages'],
    url: '/v1/pages/acme-web/deployments',
  },
  'get /v1/zero-trust/users': {
    permissions: ['cloudflare.read.zerotrust'],
    url: '/v1/zero-trust/users',
  },
  'get /v1/zero-trust/access/audit': {
    permissions: ['cloudflare.read.zerotrust'],
    url: '/v1/zero-trust/access/audit',
  },
  'get /v1/zero-trust/access/activity': {
    permissions: ['cloudflare.read.zerotrust'],
    url: '/v1/zero-trust/access/activity',
  },
  'get /v1/provenance/deployments': {
    permissions: ['cloudflare.read.workers', 'cloudflare.read.pages'],
    url: '/v1/provenance/deployments',
  },
  'get /v1/provenance/summary': {
    permissions: ['cloudflare.read.workers', 'cloudflare.read.pages'],
    url: '/v1/provenance/summary',
  },
  'get /v1/links': {
    permissions: [],
    url: '/v1/links?component=component:default/shop',
  },
  'get /v1/token-permissions': {
    permissions: ['cloudflare.read.account'],
    url: '/v1/token-permissions',
  },
  'get /v1/accounts': {
    permissions: ['cloudflare.read.account'],
    url: '/v1/accounts',
  },
  'get /v1/products': {
    permissions: ['cloudflare.read.account'],
    url: '/v1/products',
  },
  'get /v1/sync': {
    permissions: ['cloudflare.read.account'],
    url: '/v1/sync',
  },
  'post /v1/sync': { permissions: ['cloudflare.sync'], url: '/v1/sync' },
  'get /v1/openapi.json': { permissions: [], url: '/v1/openapi.json' },
  'get /health': { permissions: [], url: '/health' },
};

const entries = Object.entries(ROUTES).map(([name, { permissions, url }]) => ({
  name,
  method: name.split(' ')[0] as 'get' | 'post',
  permissions,
  url: BASE + url,
}));
const guarded = entries.filter(({ permissions }) => permissions.length > 0);
const readingUpstream = entries.filter(({ url }) =>
  /\/(workers|pages|zero-trust)\//.test(url),
);

/** The values of fields that may hold personal data, wherever they are. */
function personalValues(value: unknown, key = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => personalValues(item, key));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([k, v]) => personalValues(v, k));
  }
  const personal = ['author', 'actor', 'email', 'ipAddress', 'serialNumber'];
  return typeof value === 'string' && personal.includes(key) ? [value] : [];
}

describe('the routes', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());

  const read = (server: ExtendedHttpServer, url: string, user = USER) =>
    request(server).get(url).set('Authorization', user);

  it('are all in the table, with their permissions, and described', async () => {
    const { server } = await startPlugin({ accounts: [] });
    const { status, body } = await read(server, `${BASE}/v1/openapi.json`);
    expect(status).toBe(200);
    const described = Object.entries<object>(body.paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => [
          `${method} ${path.slice(BASE.length)}`,
          Object.values(operation['x-permissions']).flat(),
        ]),
    );
    expect(Object.fromEntries(described)).toEqual(
      Object.fromEntries(
        entries.map(({ name, permissions }) => [name, permissions]),
      ),
    );
    expect(JSON.stringify(body)).toContain('"x-redaction":"personal:email"');
    const audit = body.paths[`${BASE}/v1/zero-trust/access/audit`].get;
    expect(audit.parameters.map((p: { name: string }) => p.name)).toEqual(
      expect.arrayContaining(['actor', 'from', 'account', 'cursor', 'limit']),
    );
  });

  it('answer 401 to who is not signed in, but for the health', async () => {
    const { server } = await startPlugin({ accounts: [] });
    const anonymous = mockCredentials.none.header();
    for (const { name, method, url } of entries) {
      const { status } = await request(server)
        [method](url)
        .set('Authorization', anonymous);
      expect([name, status]).toEqual([
        name,
        name === 'get /health' ? 200 : 401,
      ]);
    }
    const health = await read(server, `${BASE}/health`, anonymous);
    expect(health.body).toEqual({ status: 'ok' });
  });

  it('answer 403 that names the permission, before anything is read', async () => {
    const denied = guarded.flatMap(({ permissions }) => permissions);
    simulator.resetStatistics();
    const { server, audited } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied,
    });
    for (const { name, method, url, permissions } of guarded) {
      const { status, body } = await request(server)
        [method](`${url}?account=unknown&limit=x`)
        .set('Authorization', USER);
      expect([name, status, body.error.name]).toEqual([
        name,
        403,
        'NotAllowedError',
      ]);
      for (const permission of permissions) {
        expect(body.error.message).toContain(`'${permission}'`);
      }
    }
    expect(simulator.statistics().total).toBe(0);
    expect(audited).toHaveLength(guarded.length);
    expect(new Set(audited.map(a => `${a.eventId} ${a.outcome}`))).toEqual(
      new Set(['request-denied fail']),
    );
  });

  it('need no other permission than their own', async () => {
    for (const { name, method, url, permissions } of guarded) {
      const { server } = await startPlugin({
        accounts: [await accountOf(simulator)],
        denied: cloudflarePermissions
          .map(permission => permission.name)
          .filter(permission => !permissions.includes(permission)),
      });
      const { status } = await request(server)
        [method](url)
        .set('Authorization', USER);
      expect([name, status === 403]).toEqual([name, false]);
    }
  }, 60_000);

  it('mask personal fields, but for a user with the permission', async () => {
    const accounts = [await accountOf(simulator)];
    const service = mockCredentials.service.header();
    const clear = await startPlugin({ accounts });
    const masked = [
      { ...(await startPlugin({ accounts, denied: [PERSONAL] })), user: USER },
      {
        ...(await startPlugin({ accounts, permissionsEnabled: false })),
        user: USER,
      },
      { ...clear, user: service },
    ];
    let found = 0;
    for (const { url } of readingUpstream) {
      const plain = await read(clear.server, url);
      expect([url, plain.status, plain.body.meta.masked]).toEqual([
        url,
        200,
        false,
      ]);
      const values = [...new Set(personalValues(plain.body.data))];
      // Values of bindings and builds that nobody may see.
      expect(plain.text).not.toMatch(/hunter2|NPM_TOKEN|API_PASSWORD|mac_addr/);
      expect(plain.text).not.toContain(simulator.apiToken);
      // Elsewhere they are names of applications and policies.
      const names = url.endsWith('/users')
        ? [...plain.text.matchAll(/"name":"([^"]+)"/g)].map(m => m[1])
        : [];
      found += values.length;
      for (const { server, user } of masked) {
        const { text, body, status, headers } = await read(server, url, user);
        expect(status).toBe(200);
        expect(body.meta.masked).toBe(values.length > 0);
        for (const value of [...values, ...names]) {
          expect(text).not.toContain(value);
          expect(JSON.stringify(headers)).not.toContain(value);
        }
        expect(text).not.toMatch(/"(?!u_)[^"@\s]+@acme\.example/);
        expect(body.data.length).toBe(plain.body.data.length);
      }
    }
    expect(found).toBeGreaterThan(10);
    expect(clear.audited.map(({ eventId }) => eventId)).toContain(
      'unmasked-read',
    );
    expect(masked[0].audited).toEqual([]);
    expect(masked[1].audited).toEqual([]);
  }, 60_000);

  it('answer every problem with its status, and nothing but our own words', async () => {
    for (const kind of Object.keys(
      problemHttpStatus,
    ) as CloudflareProblemKind[]) {
      const { server } = await startPlugin({
        accounts: [
          failingAccount({
            kind,
            message: 'It did not work',
            product: 'workers',
            permission: 'Workers Scripts Read',
            retryAfter: 12.5,
          }),
        ],
      });
      for (const { url } of readingUpstream) {
        const { status, body, headers } = await read(server, url);
        const expected = problemHttpStatus[kind];
        expect([url, kind, status]).toEqual([
          url,
          kind,
          expected === 200 ? 502 : expected,
        ]);
        expect(body.error).toEqual({
          name: expect.stringMatching(/Error$/),
          message: 'It did not work',
          kind,
          product: 'workers',
          permission: 'Workers Scripts Read',
          retryAfter: 12.5,
        });
        expect(headers['retry-after']).toBe('13');
      }
    }
  }, 60_000);
});
