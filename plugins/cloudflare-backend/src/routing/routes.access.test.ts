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
  'get /v1/posture': 'from the database',
  'get /v1/posture/acceptance': 'from the database and the catalog',
  'get /v1/posture/entities/{ref}': 'from the database',
  'get /v1/posture/exemptions': 'from the configuration',
  'get /v1/posture/facts': 'from the database',
  'get /v1/posture/history': 'from the database',
  'get /v1/posture/results': 'from the database',
  'get /v1/posture/scorecards/{id}': 'from the database',
  'post /v1/posture/refresh': 'into the database',
  'get /v1/provenance/manifests': 'from the database',
  'post /v1/provenance/manifests': 'from the database',
  'get /v1/evidence': 'from the database',
  'post /v1/evidence': 'into the database',
  'get /v1/evidence/{id}': 'from the database',
  'get /v1/evidence/{id}/bundle': 'from the database',
  'get /v1/evidence/{id}/document': 'from the database',
  'get /v1/evidence/{id}/verify': 'from the database',
  'get /v1/evidence/chains': 'from the database',
  'get /v1/evidence/coverage': 'from the database',
  'get /v1/evidence/jobs/{id}': 'from the database',
  'delete /v1/evidence/jobs/{id}': 'from the database',
  'get /v1/evidence/key': 'from the configuration',
  'get /v1/zero-trust/export/audit': 'evidence tells what lasts as a gap',
};

describe('every route', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  let calls: Call[];
  let guarded: Call[];
  beforeAll(async () => {
    all = await startAllRoutes();
    calls = callsTo(all.routes, all.resources, 1);
    guarded = calls.filter(({ route }) => route.permissions.length > 0);
  }, 30_000);
  afterAll(() => all.simulator.close());

  it('needs the permission of its product, or is known to need none', () => {
    expect(all.routes.length).toBeGreaterThan(40);
    expect(new Set(all.routes.flatMap(({ product }) => product ?? []))).toEqual(
      new Set(Object.keys(products)),
    );
    for (const { name, product, permissions, anyOf, isPublic } of all.routes) {
      const own = product ? [products[product].permission.name] : [];
      expect([name, permissions]).toEqual([name, expect.arrayContaining(own)]);
      expect([name, own.filter(each => anyOf.includes(each))]).toEqual([
        name,
        [],
      ]);
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
    expect(audited.map(({ outcome }) => outcome)).toEqual(
      guarded.flatMap(() => ['fail', 'fail']),
    );
    const events = guarded.map(({ route: { name, auditEvent } }, index) => {
      const { eventId } = audited[2 * index];
      const own = eventId === auditEvent && 'its own event';
      return [name, own || eventId];
    });
    for (const [name, event] of events) {
      expect([name, event]).toEqual([
        name,
        name.includes('/v1/evidence') || event === 'its own event'
          ? 'its own event'
          : 'request-denied',
      ]);
    }
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
        const { status, body } = await send(server, call, user);
        // Of several, it can still be the one for what is asked for.
        const canBeEnough =
          anyOf.length > 1 && anyOf.includes(permission) && status !== 403;
        const { message = '' } = body.error ?? {};
        const isNamed = message.includes(`'${permission}'`);
        expect([name, permission, canBeEnough || isNamed]).toEqual([
          name,
          permission,
          true,
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
