import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  canonicalJson,
  compareRecords,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  CloudflareAccount,
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { accountOf } from '../../__testUtils__/startPlugin';
import { BuildManifests } from '../../provenance/BuildManifests';
import { collected } from '../__testUtils__/logsOf';
import { openTestDatabase } from '../__testUtils__/testDatabases';
import { deploymentProvenance } from './deployment-provenance';

jest.setTimeout(60_000);

const DAY = 24 * 3_600_000;
const start = new Date(Math.floor(Date.now() / DAY) * DAY - 10 * DAY);
const at = (hours: number) =>
  new Date(start.getTime() + hours * 3_600_000).toISOString();
/** The third day before the account's present. */
const day = { from: at(-72), to: at(-48) };
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const RUN = 'https://github.com/acme/shop/actions/runs/1';

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: {
      'cloudflare.com/worker': 'shop, gone',
      'cloudflare.com/pages': 'shop-docs',
    },
  },
  spec: { type: 'service', owner: 'team', lifecycle: 'production' },
};

describe('evidence of deployments', () => {
  let simulator: Simulator;
  let account: CloudflareAccount;
  let manifests: BuildManifests;
  beforeEach(async () => {
    manifests = new BuildManifests(await openTestDatabase('SQLITE_3'));
    simulator = await startSimulator({
      now: start,
      quota: 'off',
      auditRows: 0,
    });
    account = await accountOf(simulator, {
      buildsToken: simulator.buildsToken,
    });
    const acme = simulator.account;
    acme.addWorker('shop', {
      at: at(-100),
      tags: ['env:prod'],
      version: { tag: COMMIT, message: `x cf-prov:v1 run=${RUN}` },
    });
    acme.changeSecret('shop', 'KEY', {
      at: at(-60),
      authorEmail: 'sam@acme.example',
    });
    acme.deploy('shop', {
      at: at(-59),
      message: 'asked for by jo@acme.example',
    });
    acme.deploy('shop', { at: at(-10) });
    acme.addWorker('quiet', { at: at(-100) });
    acme.addPagesProject('shop-docs', { at: at(-100) });
    acme.deployPages('shop-docs', { at: at(-58), commitHash: COMMIT });
    acme.deployPages('shop-docs', { at: at(-57), environment: 'preview' });
  });
  afterEach(() => simulator.close());

  const kind = (accounts = [account]) =>
    deploymentProvenance({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: [component] }),
      cloudflare: cloudflareServiceMock({ accounts }),
      environments: EnvironmentRules.fromConfig(new ConfigReader({})),
      provenance: readProvenanceOptions(new ConfigReader({})),
      manifests,
    });
  const make = (context: Partial<Parameters<typeof collected>[1]> = {}) =>
    collected(kind(), {
      account,
      subject: { type: 'component', name: 'Component:default/Shop' },
      ...day,
      ...context,
    });

  it('is of the deployments of the window, with commit, run and audit events', async () => {
    const { records, gaps, subject } = await make();
    expect(subject).toEqual({
      account: account.accountId,
      entityRef: 'component:default/shop',
    });
    expect(gaps).toEqual([{ what: 'workers gone', reason: 'not-found' }]);
    expect(records.toSorted(compareRecords)).toEqual(records);
    expect(
      records.map(({ product, name, occurredAt }) => [
        product,
        name,
        occurredAt,
      ]),
    ).toEqual([
      ['workers', 'shop', at(-60).replace('.000Z', 'Z')],
      ['workers', 'shop', at(-59).replace('.000Z', 'Z')],
      ['pages', 'shop-docs', at(-58).replace('.000Z', 'Z')],
    ]);
    const [secret, second, pages] = records;
    expect(secret).toMatchObject({
      env: 'prod',
      rollback: false,
      triggeredBy: 'secret',
      author: expect.stringMatching(/^u_[0-9a-f]{12}@acme\.example$/),
      versions: [{ percentage: 100, triggeredBy: 'secret' }],
      // From a version that was deployed before the window.
      provenance: {
        state: 'complete',
        commitSha: COMMIT,
        ciRunUrl: RUN,
        inherited: true,
        sources: { commitSha: 'tag', ciRunUrl: 'version-message' },
      },
      auditEvents: {
        state: 'found',
        events: [
          { deltaSeconds: 0, actor: secret.author },
          { deltaSeconds: 3600 },
        ],
      },
    });
    expect(second).toMatchObject({
      message: 'asked for by ***@acme.example',
      provenance: { state: 'none' },
    });
    expect(pages).toMatchObject({
      env: 'production',
      stage: { name: 'deploy', status: 'success' },
      commitDirty: false,
      provenance: { state: 'partial', commitSha: COMMIT },
      auditEvents: { state: 'found' },
    });
    // It is another one as soon as a later deployment takes over.
    expect(JSON.stringify(records)).not.toMatch(/"(status|active)":"active"/);
  });

  it('holds what CI handed in', async () => {
    const [, { deploymentId }] = (await make()).records;
    await manifests.add(account, {
      product: 'workers',
      name: 'shop',
      deploymentId: String(deploymentId),
      commitSha: COMMIT,
      ciRunUrl: RUN,
      artifactSha256: 'a'.repeat(64),
    });
    const [, second] = (await make()).records;
    expect(second).toMatchObject({
      artifactSha256: 'a'.repeat(64),
      provenance: { state: 'complete', sources: { commitSha: 'manifest' } },
    });
  });

  it('is the same whenever it is made, and reads anew each time', async () => {
    const first = await make({ subject: { type: 'account' } });
    expect(first.gaps).toEqual([]);
    simulator.account.deploy('shop', { at: at(-1) });
    simulator.account.rollback('shop', { at: at(-0.5) });
    simulator.resetStatistics();
    const again = await make({ subject: { type: 'account' } });
    expect(canonicalJson(again)).toBe(canonicalJson(first));
    const { byOperation } = simulator.statistics();
    expect(byOperation['GET /accounts/{account}/logs/audit']).toBe(1);
    expect(byOperation['GET /accounts/{account}/workers/scripts']).toBe(1);
  });

  it('is of one Worker, or one Pages project', async () => {
    const names = async (type: 'workers' | 'pages', name: string) => {
      const { records, subject } = await make({ subject: { type, name } });
      expect(subject).toMatchObject({ product: type, name });
      return records.map(record => record.name);
    };
    expect(await names('workers', 'shop')).toEqual(['shop', 'shop']);
    expect(await names('pages', 'shop-docs')).toEqual(['shop-docs']);
    expect(await names('workers', 'quiet')).toEqual([]);
    await expect(names('workers', 'gone')).rejects.toMatchObject({
      kind: 'not-found',
    });
    const none = make({
      subject: { type: 'component', name: 'component:default/none' },
    });
    await expect(none).rejects.toThrow('no entity');
  });

  it('takes the permissions of what it is about', () => {
    const needed = (
      subject: Parameters<ReturnType<typeof kind>['permissions']>[0],
    ) =>
      kind()
        .permissions(subject)
        .map(({ name }) => name.replace('cloudflare.read.', ''));
    expect(needed({ type: 'account' })).toEqual([
      'account',
      'workers',
      'pages',
    ]);
    expect(needed({ type: 'component', name: 'c' })).toEqual([
      'account',
      'workers',
      'pages',
    ]);
    expect(needed({ type: 'pages', name: 'p' })).toEqual(['account', 'pages']);
  });

  it.each([
    ['Pages Read', 'Pages', { state: 'found' }],
    [
      'Account Settings Read',
      'audit log',
      { state: 'unknown', events: [], reason: 'unavailable' },
    ],
    ['Workers CI Read', 'versions of workers shop', { state: 'found' }],
  ])('is partial when %s is refused', async (permission, what, auditEvents) => {
    simulator.refusePermission(permission);
    const { gaps, records } = await make();
    expect(gaps).toContainEqual(
      expect.objectContaining({ what, reason: 'forbidden' }),
    );
    expect(records[0]).toMatchObject({ auditEvents });
  });

  it('is partial until the log can have no more events', async () => {
    const now = Date.now();
    simulator.account.deploy('shop', { at: new Date(now - 3_600_000) });
    const window = {
      from: new Date(now - 2 * 3_600_000).toISOString(),
      to: new Date(now).toISOString(),
    };
    const { gaps } = await make({
      ...window,
      subject: { type: 'workers', name: 'shop' },
    });
    expect(gaps).toEqual([{ what: 'audit log', reason: 'incomplete' }]);
  });

  it('asks for builds of 20 versions at a time, and for none without the credential', async () => {
    for (let i = 0; i < 45; i++) {
      simulator.account.deploy('shop', { at: at(-71 + i / 100) });
    }
    const only = { subject: { type: 'workers', name: 'shop' } as const };
    simulator.resetStatistics();
    const { records, gaps } = await make(only);
    expect([records.length, gaps]).toEqual([47, []]);
    const BUILDS = 'GET /accounts/{account}/builds/builds';
    expect(simulator.statistics().byOperation[BUILDS]).toBe(3);
    simulator.resetStatistics();
    const without = await accountOf(simulator);
    const same = await make({ ...only, account: without });
    expect(same.gaps).toEqual([]);
    expect(simulator.statistics().byOperation[BUILDS]).toBeUndefined();
  });
});
