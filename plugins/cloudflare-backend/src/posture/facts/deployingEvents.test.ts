import { Entity } from '@backstage/catalog-model';
import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { forbidden } from '../__testUtils__/failures';
import {
  auditEvent,
  collectOfProduction,
  deployed,
  hoursAgo,
  logReadings,
  productionDependencies,
} from '../__testUtils__/productionAccount';
import { timeText } from '../timeText';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the audit log about a deployment', () => {
  const old = (hours: number) => deployed({ deployedAt: hoursAgo(hours) });
  const audited = (
    entity: Entity,
    events: CfAuditEvent[] | CloudflareProblem,
    checkId = 'prov.audit-event',
  ) => collectOfProduction(checkId, entity, { events });

  it('is read once over evaluations, and again while it is not past', async () => {
    const evaluate = async (hours: number) => {
      const entity = old(hours);
      const dependencies = productionDependencies([entity]);
      const told: unknown[] = [];
      for (const events of [[auditEvent({ hours })], []]) {
        const { state } = await collectOfProduction(
          'prov.audit-event',
          entity,
          { events, dependencies },
        );
        told.push([state, logReadings.length]);
      }
      return told;
    };
    expect(await evaluate(240)).toEqual([
      ['pass', 1],
      ['pass', 0],
    ]);
    expect(await evaluate(1)).toEqual([
      ['pass', 1],
      ['unknown', 1],
    ]);
  });

  it('counts attempts that did not fail', async () => {
    const failed = auditEvent({ result: 'failure' });
    const near = auditEvent({ hours: 239 });
    expect(await audited(old(240), [failed, near])).toMatchObject({
      state: 'pass',
      facts: { events: 1, nearestSeconds: 3600 },
      sources: [{ name: 'catalog' }, { name: 'audit log' }],
    });
    expect(await audited(old(240), [failed])).toMatchObject({
      state: 'fail',
      findings: ['Of the attempts that the audit log has, each failed'],
    });
    expect(await audited(old(240), [])).toMatchObject({
      state: 'fail',
      facts: { events: 0, nearestSeconds: null },
    });
  });

  it('is unknown where it does not reach, and says why', async () => {
    expect(await audited(old(1), [])).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
      message: expect.stringContaining(timeText(hoursAgo(-23))),
    });
    expect(await audited(old(24 * 600), [])).toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
    expect(await audited(old(240), forbidden)).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
      message: 'refused',
    });
    expect(await audited(old(1), [auditEvent({ hours: 1 })])).toMatchObject({
      state: 'pass',
      atLeast: ['events'],
    });
  });

  it.each([
    [{ context: 'api_token' }, 'pass'],
    [{ context: 'dash' }, 'fail'],
    [{ actorType: 'system' }, 'pass'],
    [{}, 'unknown'],
  ])('tells who deployed: %j', async (actor, state) => {
    expect(
      await audited(old(240), [auditEvent(actor)], 'prov.actor-separation'),
    ).toMatchObject({ state });
  });

  it('takes the nearest event for the deployment', async () => {
    const ci = auditEvent({ context: 'api_token' });
    const person = auditEvent({ context: 'dash', hours: 238 });
    const separation = (entity: Entity, events: CfAuditEvent[]) =>
      audited(entity, events, 'prov.actor-separation');
    expect(await separation(old(240), [person, ci])).toMatchObject({
      state: 'pass',
      facts: { actorContext: 'api_token', deployedByCi: true },
    });
    expect(await separation(old(238), [person, ci])).toMatchObject({
      state: 'fail',
      findings: ["Whoever deployed it came in by 'dash'"],
    });
    // Read up to an hour after it: a nearer event would be known.
    const soon = auditEvent({ context: 'api_token', hours: 1 });
    expect(await separation(old(1), [soon])).toMatchObject({ state: 'pass' });
    const before = auditEvent({ context: 'api_token', hours: 4 });
    expect(await separation(old(1), [before])).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
  });

  it('does not know who deployed without an event', async () => {
    expect(await audited(old(240), [], 'prov.actor-separation')).toMatchObject({
      state: 'unknown',
      reason: 'not-found',
    });
    expect(
      await audited(old(240), forbidden, 'prov.actor-separation'),
    ).toMatchObject({ state: 'unknown', reason: 'forbidden' });
  });
});
