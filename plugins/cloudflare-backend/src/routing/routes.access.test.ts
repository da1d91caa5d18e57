import { mockCredentials } from '@backstage/backend-test-utils';
import {
  cloudflarePermissions,
  CloudflareProblemKind,
  problemHttpStatus,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  Call,
  callsTo,
  send,
  startAllRoutes,
} from '../__testUtils__/describedRoutes';
import { failingAccount } from '../__testUtils__/failingAccount';

const USER = mockCredentials.user.header();
const SERVICE = mockCredentials.service.header();

/** The routes that need no permission, and why. */
const UNGUARDED: Record<string, string> = {
  'get /health': 'tells nothing of an account',
  'get /v1/openapi.json': 'tells nothing of an account',
  'get /v1/links': 'asks the catalog what the caller may see',
};

/** The routes that do not ask Cloudflare, so that its failure is none of theirs. */
const NOT_FROM_CLOUDFLARE: Record<string, string> = {
  'get /v1/accounts': 'from the configuration',
  'get /v1/browser-rendering/quotas': 'from the configuration',
  'get /v1/products': 'from the catalog',
  'get /v1/sync': 'from the catalog',
  'post /v1/sync': 'from the catalog',
  'get /v1/provenance/deployments': 'from the catalog',
  'get /v1/provenance/summary': 'from the catalog',
};

describe('every route', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  let calls: Call[];
  let guarded: Call[];
  beforeAll(async () => {
    all = await startAllRoutes();
    calls = callsTo(all.routes, all.resources, 1);
    guarded = calls.filter(({ route }) => route.permissions.length > 0);
  });
  afterAll(() => all.simulator.close());

  it('needs the permission of its product, or is known to need none', () => {
    expect(all.routes.length).toBeGreaterThan(40);
    expect(new Set(all.routes.flatMap(({ product }) => product ?? []))).toEqual(
      new Set(Object.keys(products)),
    );
    for (const { name, product, permissions, anyOf, isPublic } of all.routes) {
      const own = product ? [products[product].permission.name] : [];
      expect([name, permissions]).toEqual([name, expect.arrayContaining(own)]);
      expect([name, product !== undefined && anyOf]).toEqual([name, false]);
      expect([name, permissions.length === 0]).toEqual([
        name,
        name in UNGUARDED,
      ]);
      expect([name, isPublic]).toEqual([name, name === 'get /health']);
    }
  });

  it('answers 401 to who is not signed in, but for what is public', async () => {
    all.simulator.resetStatistics();
    for (const call of calls) {
      const { route } = call;
      const anonymous = mockCredentials.none.header();
      const { status } = await send(all.server, call, anonymous);
      expect([route.name, status]).toEqual([
        route.name,
        route.isPublic ? route.status : 401,
      ]);
    }
    expect(all.simulator.statistics().total).toBe(0);
  });

  it('answers 403 that names the permission, before anything is read', async () => {
    const { server, audited } = await all.start({
      denied: cloudflarePermissions.map(({ name }) => name),
    });
    all.simulator.resetStatistics();
    for (const call of guarded) {
      const { name, permissions } = call.route;
      for (const user of [USER, SERVICE]) {
        const wrong = { ...call, url: `${call.url}?account=unknown&limit=x` };
        const { status, body } = await send(server, wrong, user);
        expect([name, status, body.error.name]).toEqual([
          name,
          403,
          'NotAllowedError',
        ]);
        for (const permission of permissions) {
          expect(body.error.message).toContain(`'${permission}'`);
        }
      }
    }
    expect(all.simulator.statistics().total).toBe(0);
    expect(audited).toHaveLength(2 * guarded.length);
    expect(new Set(audited.map(a => `${a.eventId} ${a.outcome}`))).toEqual(
      new Set(['request-denied fail']),
    );
  });

  it('answers 403 for want of any one of its permissions', async () => {
    const { server } = await all.start({
      denied: (permission, user) => user === `user:default/not.${permission}`,
    });
    for (const call of guarded) {
      const { name, permissions, anyOf } = call.route;
      for (const permission of permissions) {
        const user = mockCredentials.user.header(
          `user:default/not.${permission}`,
        );
        const { status } = await send(server, call, user);
        expect([name, permission, status === 403]).toEqual([
          name,
          permission,
          !anyOf || permissions.length === 1,
        ]);
      }
    }
  }, 30_000);

  it.each([
    ['with the permission system', true],
    ['without it', false],
  ])(
    'needs no other permission than its own, %s',
    async (_, permissionsEnabled) => {
      // Whoever is called `only.a+b` has the permissions a and b.
      const { server } = await all.start({
        permissionsEnabled,
        denied: (permission, user) =>
          !user.split('/only.')[1]?.split('+').includes(permission),
      });
      for (const call of calls) {
        const { name, permissions, status } = call.route;
        const only = `user:default/only.${permissions.join('+')}`;
        const answer = await send(
          server,
          call,
          mockCredentials.user.header(only),
        );
        expect([name, answer.status, answer.body.error]).toEqual([
          name,
          status,
          undefined,
        ]);
      }
    },
    60_000,
  );

  it.each(Object.keys(problemHttpStatus) as CloudflareProblemKind[])(
    'tells the problem %s in our own words, as a failure or in what it answers',
    async kind => {
      const problem = {
        kind,
        message: 'It did not work',
        product: 'workers' as const,
        permission: 'Workers Scripts Read',
        retryAfter: 12.5,
      };
      const { server } = await all.start({
        accounts: [failingAccount(problem)],
      });
      const declared = problemHttpStatus[kind];
      const failure = declared === 200 ? 502 : declared;
      for (const call of guarded.filter(
        ({ route }) => !(route.name in NOT_FROM_CLOUDFLARE),
      )) {
        const { name, path, status: success } = call.route;
        const { status, text, body, headers } = await send(server, call, USER);
        expect([name, text]).toEqual([
          name,
          expect.stringContaining(problem.message),
        ]);
        // Lists may tell what they know, and the problem beside it.
        const told = status === success && !path.includes('{');
        const { product: _, ...expected } = problem;
        const failed = { status, body, after: headers['retry-after'] };
        expect([name, told || failed]).toMatchObject([
          name,
          told || { status: failure, body: { error: expected }, after: '13' },
        ]);
      }
    },
    30_000,
  );
});
