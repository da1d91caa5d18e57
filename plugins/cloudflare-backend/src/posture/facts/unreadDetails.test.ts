import { Entity } from '@backstage/catalog-model';
import { accountEntity, collectFor, NOW } from '../__testUtils__/collectFor';
import { forbidden } from '../__testUtils__/failures';
import { measuredAccount, resource } from '../__testUtils__/postureAccount';
import {
  auditEvent,
  collectOfProduction,
  COMMIT,
  deployed,
  logReadings,
  RUN,
} from '../__testUtils__/productionAccount';

/** The sync listed it, and could not read it again since it changed. */
function outdated(entity: Entity): Entity {
  return {
    ...entity,
    spec: {
      ...entity.spec,
      parameters: {
        ...(entity.spec?.parameters as object),
        detailComplete: false,
        bindingsComplete: false,
      },
    },
  };
}

const listed = { lastComplete: NOW };
const syncs = {
  workers: { ...listed, problem: forbidden },
  workflows: listed,
};
const secrets = { plainTextSuspects: 0, secretText: 2, secretsStore: 0 };

describe('facts of what the sync could not read again', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['secrets.centralised', resource('workers', 'api', { secrets })],
    ['binding.dangling', resource('workers', 'api', {})],
    [
      'binding.dangling',
      resource('workers', 'api', { danglingBindings: ['queue:orders'] }),
    ],
    ['secrets.centralised', resource('workers', 'api', { notDeployed: true })],
  ])('%s is unknown for the reason of the sync', async (checkId, entity) => {
    expect(await collectFor(checkId, { entity, syncs })).not.toMatchObject({
      state: 'unknown',
    });
    expect(
      await collectFor(checkId, { entity: outdated(entity), syncs }),
    ).toMatchObject({ state: 'unknown', reason: 'forbidden', facts: {} });
  });

  it('is not read where nothing tells why', async () => {
    const entity = resource('workflows', 'etl', {
      stepGraph: 'available',
      steps: 2,
      retryPolicy: ['constant'],
      stepsWithoutRetries: 0,
    });
    const collect = (each: Entity) =>
      collectFor('workflow.retry', { entity: each, syncs });
    expect(await collect(entity)).toMatchObject({ state: 'pass' });
    expect(await collect(outdated(entity))).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
      message: expect.stringContaining('could not read the resource itself'),
    });
  });

  it.each([
    'prov.commit',
    'prov.ci-run',
    'prov.audit-event',
    'prov.actor-separation',
  ])('%s tells nothing of what served before', async checkId => {
    const entity = outdated(deployed({ commitSha: COMMIT, ciRunUrl: RUN }));
    const events = [auditEvent({ context: 'api_token' })];
    expect(
      await collectOfProduction(checkId, entity, { events, syncs }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
      facts: { production: true },
    });
    expect(logReadings).toEqual([]);
    expect(
      await collectOfProduction(checkId, outdated(deployed('not-deployed'))),
    ).toMatchObject({ state: 'unknown', reason: 'not-read' });
  });

  it('tells only of the providers that were asked', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
    const gateway = resource('aiGateway', 'support', {
      providers: ['unheard-of'],
      fallback: 'none',
    });
    const collect = (entity: Entity) =>
      collectFor('ai.providers-known', {
        entity,
        config: { approvedProviders: ['openai'] },
        ...measuredAccount({}),
      });
    expect(await collect(gateway)).toMatchObject({ state: 'fail' });
    expect(await collect(outdated(gateway))).toMatchObject({
      state: 'unknown',
      facts: { providers: [] },
    });
  });

  it('does not expect, nor leave out, evidence of deployments', async () => {
    const evidence = {
      bundles: { streams: async () => [] },
      kinds: ['deployment-provenance'],
    };
    expect(
      await collectFor('coverage.evidence', {
        entity: accountEntity,
        dependencies: { evidence: evidence as any },
        others: [outdated(resource('workers', 'api', {}))],
      }),
    ).toMatchObject({
      state: 'unknown',
      message: expect.stringContaining('whether there were any'),
    });
  });
});
