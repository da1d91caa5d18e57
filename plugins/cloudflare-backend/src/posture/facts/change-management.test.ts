import { ProvenanceState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { countProvenance } from '../../provenance/provenanceCounts';
import { ProductionDeployments } from '../../provenance/ProductionDeployments';
import { MASKED } from '../../redaction/compileMask';
import { NOW } from '../__testUtils__/collectFor';
import { forbidden, LATER } from '../__testUtils__/failures';
import { accountWith } from '../__testUtils__/postureAccount';
import {
  auditEvent,
  collectOfProduction,
  COMMIT,
  deployed,
  logReadings,
  productionDependencies,
  RUN,
} from '../__testUtils__/productionAccount';
import { PostureDependencies } from '../PostureSources';

const checks = [
  'prov.commit',
  'prov.ci-run',
  'prov.audit-event',
  'prov.actor-separation',
];

afterEach(() => {
  jest.restoreAllMocks();
});

describe('change management', () => {
  it.each(checks)('%s concerns what serves production', async checkId => {
    const staging = deployed({}, 'workers', 'staging');
    expect(await collectOfProduction(checkId, staging)).toMatchObject({
      state: 'not-applicable',
      message: expect.stringContaining('serves production'),
    });
    expect(
      await collectOfProduction(checkId, deployed({}, 'workers', '')),
    ).toMatchObject({
      state: 'not-applicable',
    });
    expect(
      await collectOfProduction(checkId, deployed('not-deployed')),
    ).toMatchObject({
      state: 'not-applicable',
      facts: { production: true, deployed: false },
    });
    expect(logReadings).toEqual([]);
  });

  it.each(checks)('%s does not know what is not read yet', async checkId => {
    expect(
      await collectOfProduction(checkId, deployed(undefined)),
    ).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
      message: expect.stringContaining('not read yet'),
    });
    const neverWhole = { workers: { problem: forbidden } };
    expect(
      await collectOfProduction(checkId, deployed({}), { syncs: neverWhole }),
    ).toMatchObject({ state: 'unknown', reason: 'forbidden' });
  });

  it.each(checks)('%s is as old as the sync', async checkId => {
    const good = deployed({ commitSha: COMMIT, ciRunUrl: RUN });
    const events = [auditEvent({ context: 'api_token' })];
    const synced = { workers: { lastComplete: NOW } };
    const at = (now: Date) =>
      collectOfProduction(checkId, good, { events, now, syncs: synced });
    expect(await at(NOW)).toMatchObject({ state: 'pass' });
    expect(await at(LATER)).toMatchObject({ state: 'stale' });
  });

  it('reads for all of an account at once, behind what people wait for', async () => {
    const events = [auditEvent({ context: 'api_token' })];
    await collectOfProduction('prov.audit-event', deployed({}), { events });
    expect(logReadings).toEqual([
      expect.objectContaining({ lane: 'background' }),
    ]);
  });
});

describe('where production came from', () => {
  it.each<[ProvenanceState, object, string, string]>([
    ['complete', { commitSha: COMMIT, ciRunUrl: RUN }, 'pass', 'pass'],
    ['complete', { commitSha: COMMIT, ciRunText: 'Build 1' }, 'pass', 'pass'],
    ['partial', { commitSha: COMMIT }, 'pass', 'fail: No CI run'],
    [
      'partial',
      { commitSha: '1a2b3c4' },
      'fail: The commit is abb',
      'fail: No',
    ],
    ['partial', { ciRunUrl: RUN }, 'fail: No commit', 'pass'],
    [
      'partial',
      { commitSha: COMMIT, ciRunText: 'https://ci.example/1' },
      'pass',
      'fail: The CI run is on a host that is not allowed',
    ],
    [
      'partial',
      { commitSha: COMMIT, ciRunUrl: RUN, gradual: true },
      'fail: Another version',
      'fail: Another version',
    ],
    ['none', {}, 'fail: Nothing tells', 'fail: Nothing tells'],
    [
      'conflict',
      { commitSha: COMMIT, ciRunUrl: RUN },
      'fail: Sources disagree',
      'fail: Sources disagree',
    ],
    ['unknown', {}, 'unknown', 'unknown'],
  ])(
    '%s %j: the commit %s, the CI run %s, as the page of deployments counts',
    async (provenance, more, commit, ciRun) => {
      const entity = deployed({ ...more, provenance });
      const told = async (checkId: string) => {
        const { state, findings = [] } = await collectOfProduction(
          checkId,
          entity,
        );
        return [state, ...findings].join(': ');
      };
      expect(await told('prov.commit')).toContain(commit);
      expect(await told('prov.ci-run')).toContain(ciRun);

      const account = accountWith({});
      const production = new ProductionDeployments(
        productionDependencies([entity]) as PostureDependencies,
      );
      const { deployments } = await production.read({
        accounts: [account],
        query: {},
        caller: {
          credentials: {} as any,
          visibility: MASKED,
          may: () => true,
        },
        signal: new AbortController().signal,
      });
      expect(countProvenance(deployments)).toMatchObject({
        total: 1,
        withCommit: Number(commit === 'pass'),
        withCiRun: Number(ciRun === 'pass'),
        unknown: {
          commit: Number(commit === 'unknown'),
          ciRun: Number(ciRun === 'unknown'),
        },
      });
    },
  );

  it('takes what CI handed in, and a conflict with it', async () => {
    const entity = deployed({ provenance: 'partial', commitSha: COMMIT });
    const said = (commitSha: string) =>
      collectOfProduction('prov.ci-run', entity, {
        manifest: { commitSha, ciRunUrl: RUN },
      });
    expect(await said(COMMIT)).toMatchObject({ state: 'pass' });
    expect(await said('f'.repeat(40))).toMatchObject({
      state: 'fail',
      facts: { provenance: 'conflict' },
    });
  });

  it('takes a Pages project without an environment for production', async () => {
    const entity = deployed({ commitSha: COMMIT }, 'pages', '');
    expect(await collectOfProduction('prov.commit', entity)).toMatchObject({
      state: 'pass',
    });
  });

  it.each([
    [false, 'pass'],
    [true, 'fail'],
  ])('tells whether Pages came from a dirty tree: %s', async (dirty, state) => {
    const entity = deployed({ commitDirty: dirty }, 'pages', '');
    expect(await collectOfProduction('prov.clean-tree', entity)).toMatchObject({
      state,
      facts: { commitDirty: dirty },
    });
    const synced = { pages: { lastComplete: NOW } };
    expect(
      await collectOfProduction('prov.clean-tree', entity, {
        now: LATER,
        syncs: synced,
      }),
    ).toMatchObject({ state: 'stale' });
  });

  it('does not take a tree of which nothing is told for a clean one', async () => {
    expect(
      await collectOfProduction('prov.clean-tree', deployed({}, 'pages', '')),
    ).toMatchObject({ state: 'unknown', reason: 'not-supported' });
    expect(
      await collectOfProduction(
        'prov.clean-tree',
        deployed('not-deployed', 'pages', ''),
      ),
    ).toMatchObject({ state: 'not-applicable' });
  });
});
