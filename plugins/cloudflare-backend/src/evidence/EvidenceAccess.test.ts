import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { accountOf } from '../__testUtils__/startPlugin';
import { startEvidence } from './__testUtils__/startEvidence';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SERVICE = mockCredentials.service.header();
const USER = mockCredentials.user.header();
const AUDIT = '/v1/zero-trust/export/audit';
const PERSONAL = { kind: 'access-audit', variant: 'personal' };

/** Whoever is called `not.a` does not have the permission a. */
const not = (permission: string) =>
  mockCredentials.user.header(`user:default/not.${permission}`);
const noPersonal = not('cloudflare.read.personal');
const noZeroTrust = not('cloudflare.read.zerotrust');
const noExport = not('cloudflare.export.evidence');

describe('who may make and read evidence', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());

  const start = async (
    options: Partial<Parameters<typeof startEvidence>[0]> = {},
  ) =>
    startEvidence({
      accounts: [await accountOf(simulator)],
      denied: (permission, user) => user === `user:default/not.${permission}`,
      ...options,
    });

  it('in clear, is a user with the permission alone', async () => {
    const { get, post, make, audited } = await start();
    const { bundles } = await make(PERSONAL);
    const paths = [
      `/v1/evidence/${bundles[0]}`,
      `/v1/evidence/${bundles[0]}/bundle`,
      `/v1/evidence/${bundles[0]}/document`,
      `/v1/evidence/${bundles[0]}/verify`,
      `${AUDIT}?variant=personal`,
    ];
    audited.length = 0;
    for (const user of [noPersonal, SERVICE]) {
      const made = await post(PERSONAL, user);
      expect(made.status).toBe(403);
      expect(made.body.error.message).toContain('cloudflare.read.personal');
      for (const path of paths) {
        const { status, body } = await get(path, user);
        expect([path, status, body.error?.message]).toEqual([
          path,
          403,
          expect.stringContaining(`'cloudflare.read.personal'`),
        ]);
      }
      const { body } = await get('/v1/evidence', user);
      expect(body.data).toEqual([]);
      expect(body.meta.complete).toBe(false);
      expect(body.meta.problems[0].message).toContain(
        `'cloudflare.read.personal'`,
      );
      expect((await get('/v1/evidence/chains', user)).body.data).toEqual([]);
    }
    const { snapshotSha256 } = (await get(paths[0], USER)).body.data;
    const refused = audited.filter(({ outcome }) => outcome === 'fail');
    expect(refused.map(({ eventId }) => eventId)).toEqual(
      [1, 2].flatMap(() => [
        'evidence-request',
        // As what was tried, and as a denial.
        'evidence-read',
        'evidence-read',
        'evidence-export',
        'evidence-export',
        'evidence-read',
        'evidence-read',
        'evidence-export',
      ]),
    );
    // Refused or not: of which evidence, where it is known.
    expect(refused[2].done).toMatchObject({ snapshotSha256 });
    for (const path of paths) {
      const { status, body } = await get(path, USER);
      expect([path, status, body.error]).toEqual([path, 200, undefined]);
    }
    const { text } = await get(paths[2], USER);
    expect(text).toMatch(/"actor":"(?!u_)[^"]+@/);
    const masked = await get(AUDIT, SERVICE).expect(200);
    expect(masked.text).not.toMatch(/"actor":"(?!u_)[^"]+@/);
  }, 20_000);

  it('in clear, is nobody without the permission system', async () => {
    const { get, post } = await start({ permissionsEnabled: false });
    expect((await post(PERSONAL)).status).toBe(403);
    expect((await get(`${AUDIT}?variant=personal`)).status).toBe(403);
    expect((await get(AUDIT)).status).toBe(200);
  });

  it('of a product, is who may read the product', async () => {
    const { get, post, remove, make, audited } = await start();
    const job = await make({ kind: 'access-audit' });
    const [id] = job.bundles;
    audited.length = 0;
    for (const [user, permission] of [
      [noZeroTrust, 'cloudflare.read.zerotrust'],
      [noExport, 'cloudflare.export.evidence'],
    ]) {
      const answers = [
        await post({ kind: 'access-audit' }, user),
        await get(`/v1/evidence/jobs/${job.id}`, user),
        await remove(`/v1/evidence/jobs/${job.id}`, user),
        await get(`/v1/evidence/${id}/document`, user),
        await get(AUDIT, user),
      ];
      for (const { status, body } of answers) {
        expect([status, body.error.message]).toEqual([
          403,
          expect.stringContaining(`'${permission}'`),
        ]);
      }
    }
    expect(audited.map(({ eventId, outcome }) => [eventId, outcome])).toEqual(
      // The first is let in, and denied by what it is about: that is told twice.
      [[['evidence-read', 'fail']], []].flatMap(denial => [
        ['evidence-request', 'fail'],
        ['evidence-read', 'fail'],
        ...denial,
        ['evidence-request', 'fail'],
        ['evidence-export', 'fail'],
        ['evidence-export', 'fail'],
      ]),
    );
    const { body } = await get('/v1/evidence', noZeroTrust).expect(200);
    expect(body.data).toEqual([]);
    expect(body.meta.problems).toEqual([
      {
        kind: 'incomplete',
        message:
          "Evidence 'access-audit' (pseudonymous) is left out: it takes 'cloudflare.read.zerotrust'",
      },
    ]);
    const others = await get('/v1/evidence?kind=r2-lifecycle', noZeroTrust);
    expect(others.body.meta.complete).toBe(true);
  }, 20_000);

  it('of a Component, is who may see it in the catalog', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'shop', namespace: 'default' },
      spec: { type: 'service' },
    };
    const catalog = catalogServiceMock({ entities: [entity] });
    const getEntityByRef = catalog.getEntityByRef.bind(catalog);
    catalog.getEntityByRef = async (ref, options) =>
      JSON.stringify(options).includes('not.seeing')
        ? undefined
        : getEntityByRef(ref, options);
    const { get, post, make } = await start({
      entities: 'of-a-real-catalog',
      features: [
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalog,
        }),
      ],
    });
    const of = (name: string) => ({
      kind: 'deployment-provenance',
      subject: { type: 'component', name },
    });
    const blind = not('seeing');
    const told: unknown[] = [];
    for (const [name, user] of [
      ['shop', blind],
      ['Component:Default/shop', blind],
      ['shopping', USER],
    ] as const) {
      const { status, body } = await post(of(name), user);
      told.push([status, body.error.message]);
    }
    expect(told).toEqual([
      [404, "There is no entity 'component:default/shop'"],
      [404, "There is no entity 'component:default/shop'"],
      [404, "There is no entity 'component:default/shopping'"],
    ]);
    expect((await post(of('..'))).status).toBe(400);
    const job = await make(of('shop'));
    expect(job.state).toBe('succeeded');
    // What is made is read by kind.
    expect((await get(`/v1/evidence/${job.bundles[0]}`, blind)).status).toBe(
      200,
    );
  }, 20_000);

  it('of another account, is nobody', async () => {
    const knex = await databases.init('SQLITE_3');
    const one = await start({ knex });
    const job = await one.make({ kind: 'r2-lifecycle' });
    const other = await start({
      knex,
      accounts: [
        { ...(await accountOf(simulator)), accountId: 'f'.repeat(32) },
      ],
    });
    expect((await other.get(`/v1/evidence/${job.bundles[0]}`)).status).toBe(
      404,
    );
    expect((await other.get(`/v1/evidence/jobs/${job.id}`)).status).toBe(404);
    expect((await other.get('/v1/evidence')).body.data).toEqual([]);
    expect((await other.get('/v1/evidence/chains')).body.data).toEqual([]);
  }, 20_000);
});
