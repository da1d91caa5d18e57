import { LastDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { NOW } from '../__testUtils__/collectFor';
import { forbidden, LATER } from '../__testUtils__/failures';
import {
  auditEvent,
  collectOfProduction,
  deployed,
  hoursAgo,
  logReadings,
} from '../__testUtils__/productionAccount';

const CHECK = 'prov.secret-change-linked';
const ticketUrl = 'https://tickets.acme.example/browse/SEC-1';

const changed = (more: Partial<LastDeployment> = {}, environment?: string) =>
  deployed({ triggeredBy: 'secret', ...more }, 'workers', environment);
const collect = (
  entity: Parameters<typeof collectOfProduction>[1],
  options: Parameters<typeof collectOfProduction>[2] = {},
) =>
  collectOfProduction(CHECK, entity, {
    events: [auditEvent({ context: 'api_token' })],
    ...options,
  });

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a changed secret that serves production', () => {
  it('passes with a ticket and an event of the audit log', async () => {
    expect(await collect(changed({ ticketUrl }))).toMatchObject({
      state: 'pass',
      facts: { triggeredBy: 'secret', ticketUrl, events: 1 },
      sources: [{ name: 'catalog' }, { name: 'audit log' }],
    });
  });

  it('fails without a ticket, whatever the audit log tells', async () => {
    const withoutTicket = {
      state: 'fail',
      facts: { ticketUrl: null },
      findings: [expect.stringContaining('names a ticket')],
    };
    expect(await collect(changed())).toMatchObject(withoutTicket);
    expect(await collect(changed(), { events: forbidden })).toMatchObject(
      withoutTicket,
    );
  });

  it('fails without an event that did not fail', async () => {
    expect(await collect(changed({ ticketUrl }), { events: [] })).toMatchObject(
      {
        state: 'fail',
        facts: { events: 0 },
        findings: [expect.stringContaining('has no event')],
      },
    );
    const failed = [auditEvent({ result: 'failure' })];
    expect(
      await collect(changed({ ticketUrl }), { events: failed }),
    ).toMatchObject({
      state: 'fail',
      findings: [expect.stringContaining('each failed')],
    });
  });

  it('is stale with the sync', async () => {
    const syncs = { workers: { lastComplete: NOW } };
    expect(
      await collect(changed({ ticketUrl }), { now: LATER, syncs }),
    ).toMatchObject({ state: 'stale' });
  });

  it('is unknown where the audit log does not tell, or not yet', async () => {
    expect(
      await collect(changed({ ticketUrl }), { events: forbidden }),
    ).toMatchObject({ state: 'unknown', reason: 'forbidden' });
    expect(
      await collect(changed({ ticketUrl, deployedAt: hoursAgo(1) }), {
        events: [],
      }),
    ).toMatchObject({ state: 'unknown', reason: 'not-read' });
  });

  it('is unknown where it is not read or told what made what serves', async () => {
    expect(await collect(deployed(undefined))).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
    expect(await collect(deployed({}))).toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
  });

  it('does not concern other deployments, nor what serves no production', async () => {
    const notApplicable = {
      state: 'not-applicable',
      message: expect.stringContaining('by changing a secret'),
    };
    for (const triggeredBy of ['upload', 'rollback', 'new_word']) {
      expect(await collect(deployed({ triggeredBy }))).toMatchObject({
        ...notApplicable,
        facts: { triggeredBy },
      });
    }
    expect(await collect(deployed('not-deployed'))).toMatchObject(
      notApplicable,
    );
    expect(await collect(changed({}, 'staging'))).toMatchObject(notApplicable);
    expect(logReadings).toEqual([]);
  });
});
