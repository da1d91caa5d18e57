import {
  compareRecords,
  canonicalJson,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { collected, logsOf } from '../__testUtils__/logsOf';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { accessAudit, accessLog } from '../kinds/access-audit';
import { timesOf } from './intervals';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T12:00:00Z';
const day = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };
const LOG = 'GET /accounts/{account}/access/logs/access_requests';

describe.each(databases.eachSupportedId())('captured logs on %s', id => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    await knex('evidence_log_records').delete();
    await knex('evidence_log_coverage').delete();
    simulator = await startSimulator({
      now: new Date(now),
      auditRows: 0,
      quota: 'off',
    });
  });
  afterEach(() => simulator.close());

  const logsOfOneDay = () =>
    logsOf({ simulator, knex, now, config: { accessLogRetentionHours: 24 } });
  const requests = () => simulator.statistics().byOperation[LOG] ?? 0;

  it('are those of the window, in order, once each', async () => {
    simulator.account.addAccessEvents(730, {
      from: '2026-10-18T12:00:00Z',
      to: '2026-10-20T12:00:00Z',
    });
    for (const at of [day.from, day.to, '2026-10-19T08:00:00.25Z']) {
      simulator.account.addAccessRequest({ at });
    }
    const { logs, account } = await logsOf({ simulator, knex, now });
    const kind = accessAudit(logs);
    const first = await collected(kind, { account, ...day });
    expect(first.gaps).toEqual([]);
    expect(first.records).toHaveLength(367);
    expect(first.records.toSorted(compareRecords)).toEqual(first.records);
    expect(first.removed).toMatchObject({ ipAddress: 367 });
    const before = requests();
    // What is kept is not read again, and gives the same bytes.
    const again = await collected(kind, { account, ...day });
    expect(canonicalJson(again)).toBe(canonicalJson(first));
    expect(requests()).toBe(before);
  });

  it('are the same whatever the order and the size of the pages', async () => {
    simulator.account.addAccessEvents(120, day);
    const { logs, account } = await logsOf({ simulator, knex, now });
    const whole = await collected(accessAudit(logs), { account, ...day });
    await knex('evidence_log_records').delete();
    await knex('evidence_log_coverage').delete();
    const source = {
      ...accessLog,
      async *pages(...asked: Parameters<typeof accessLog.pages>) {
        const rows = [];
        for await (const page of accessLog.pages(...asked)) {
          rows.push(...page);
        }
        for (const row of rows.reverse()) {
          yield [row, rows[0]];
        }
      },
    };
    const shuffled = await collected(
      {
        ...accessAudit(logs),
        collect: context => logs.collect(source, context),
      },
      { account, ...day },
    );
    expect(canonicalJson(shuffled)).toBe(canonicalJson(whole));
  });

  it('cover nothing that was not read, and go on from what was', async () => {
    simulator.account.addAccessEvents(600, {
      from: '2026-10-18T00:00:00Z',
      to: '2026-10-20T00:00:00Z',
    });
    const { logs, account } = await logsOf({ simulator, knex, now });
    simulator.injectFault({
      operation: LOG,
      after: 5,
      fault: { type: 'status', status: 503 },
    });
    const interrupted = await collected(accessAudit(logs), {
      account,
      from: '2026-10-18T00:00:00Z',
      to: day.to,
    });
    // The first day took four pages.
    expect(interrupted.gaps).toEqual([{ ...day, reason: 'unavailable' }]);
    expect(interrupted.records.length).toBeGreaterThan(300);
    expect(interrupted.records.length).toBeLessThan(600);
    simulator.clearFaults();
    const before = requests();
    const whole = await collected(accessAudit(logs), {
      account,
      from: '2026-10-18T00:00:00Z',
      to: day.to,
    });
    expect(whole.gaps).toEqual([]);
    expect(whole.records).toHaveLength(600);
    expect(requests() - before).toBeLessThan(6);
  });

  it('take rows that come late, and never cover the newest minutes', async () => {
    const { logs, account, clock } = await logsOf({ simulator, knex, now });
    const capture = async () => {
      await logs.capture({
        account,
        source: accessLog,
        intervals: [
          { from: Date.parse('2026-10-20T06:00:00Z'), to: clock.now },
        ],
        variants: logs.variants,
        reading: {},
      });
      return logs.coverage(account, 'access-audit', 'pseudonymous');
    };
    simulator.account.addAccessRequest({ at: '2026-10-20T11:00:00Z' });
    expect((await capture()).covered.map(timesOf)).toEqual([
      { from: '2026-10-20T06:00:00Z', to: '2026-10-20T11:55:00Z' },
    ]);
    // Both belong to what was read already, or nearly.
    simulator.account.addAccessRequest({ at: '2026-10-20T11:46:00Z' });
    simulator.account.addAccessRequest({ at: '2026-10-20T11:57:00Z' });
    clock.now = Date.parse('2026-10-20T18:00:00Z');
    expect((await capture()).covered.map(timesOf)).toEqual([
      { from: '2026-10-20T06:00:00Z', to: '2026-10-20T17:55:00Z' },
    ]);
    const { records } = await collected(accessAudit(logs), {
      account,
      from: '2026-10-20T06:00:00Z',
      to: '2026-10-20T17:00:00Z',
    });
    expect(records.map(({ occurredAt }) => occurredAt)).toEqual([
      '2026-10-20T11:00:00Z',
      '2026-10-20T11:46:00Z',
      '2026-10-20T11:57:00Z',
    ]);
  });

  it('tell what Cloudflare no longer has', async () => {
    simulator.account.addAccessEvents(48, day);
    const { logs, account } = await logsOfOneDay();
    const { gaps, records } = await collected(accessAudit(logs), {
      account,
      ...day,
    });
    expect(gaps).toEqual([
      { from: day.from, to: '2026-10-19T12:00:00Z', reason: 'not-supported' },
    ]);
    // What was read beside the window is told, and proves nothing.
    expect(records.length).toBeGreaterThanOrEqual(24);
  });

  it('have the same gaps each time that they cannot be read', async () => {
    const { logs, account, clock } = await logsOfOneDay();
    simulator.refusePermission('Access: Audit Logs Read');
    const gaps = [{ ...day, reason: 'forbidden' }];
    for (const hours of [0, 3]) {
      clock.now += hours * 3_600_000;
      expect(
        await collected(accessAudit(logs), { account, ...day }),
      ).toMatchObject({ records: [], gaps });
    }
  });

  it.each(['pseudonymous', 'personal'] as const)(
    'have the same edge for an hour where they begin to be dropped: %s',
    async variant => {
      const { logs, account, clock } = await logsOfOneDay();
      const gaps = [
        { from: day.from, to: '2026-10-19T13:00:00Z', reason: 'not-supported' },
      ];
      for (const minutes of [10, 59]) {
        clock.now = Date.parse(now) + minutes * 60_000;
        const context = { account, variant, ...day };
        const made = await collected(accessAudit(logs), context);
        expect(made.gaps).toEqual(gaps);
      }
    },
  );

  it('do not cover what was dropped while they were read', async () => {
    const { logs, account, clock } = await logsOfOneDay();
    const slow = {
      ...accessLog,
      async *pages() {
        clock.now += 20 * 60_000;
        yield [];
      },
    };
    await logs.capture({
      account,
      source: slow,
      intervals: [{ from: 0, to: clock.now }],
      variants: ['pseudonymous'],
      reading: {},
    });
    const { covered } = await logs.coverage(
      account,
      'access-audit',
      'pseudonymous',
    );
    expect(covered.map(timesOf)).toEqual([
      { from: '2026-10-19T13:00:00Z', to: '2026-10-20T11:55:00Z' },
    ]);
  });

  it('cover nothing of a log that repeats itself', async () => {
    simulator.account.addAccessEvents(200, day);
    simulator.injectFault({ operation: LOG, fault: { type: 'ignores-page' } });
    const { logs, account } = await logsOf({ simulator, knex, now });
    const { gaps } = await collected(accessAudit(logs), { account, ...day });
    expect(gaps).toEqual([{ ...day, reason: 'incomplete' }]);
  });

  it('are read again when the pseudonyms have another key', async () => {
    simulator.account.addAccessRequest({ at: '2026-10-19T12:00:00Z' });
    const { logs, account } = await logsOf({ simulator, knex, now });
    const [before] = (await collected(accessAudit(logs), { account, ...day }))
      .records;
    const pseudonyms = new Pseudonyms('another key that is long enough, too');
    const other = await logsOf({ simulator, knex, now, pseudonyms });
    const { records, gaps } = await collected(accessAudit(other.logs), {
      account,
      pseudonyms,
      ...day,
    });
    expect(gaps).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0].actor).not.toBe(before.actor);
  });

  it('keep people in clear only for the time of sealing, unless configured', async () => {
    simulator.account.addAccessRequest({ at: '2026-10-19T12:00:00Z' });
    const { logs, account } = await logsOf({ simulator, knex, now });
    const { records } = await collected(accessAudit(logs), {
      account,
      variant: 'personal',
      ...day,
    });
    expect(records).toMatchObject([{ actor: 'sam@acme.example' }]);
    expect(await knex('evidence_log_records')).toEqual([]);
    const kept = await logsOf({
      simulator,
      knex,
      now,
      config: { personal: true },
    });
    await collected(accessAudit(kept.logs), {
      account,
      variant: 'personal',
      ...day,
    });
    expect(await knex('evidence_log_records')).toHaveLength(1);
  });

  it('keep nothing that names a person in the pseudonymous variant', async () => {
    simulator.account.addAccessEvents(50, day);
    const { logs, account } = await logsOf({ simulator, knex, now });
    const made = await collected(accessAudit(logs), { account, ...day });
    const { items } = await account.client.zeroTrust.accessAudit({
      since: new Date(day.from),
      until: new Date(day.to),
    });
    const told = JSON.stringify([made, await knex('evidence_log_records')]);
    for (const { userEmail, ipAddress, id: hash } of items) {
      for (const canary of [userEmail?.split('@')[0], ipAddress, hash]) {
        expect(told).not.toContain(canary ?? '-never-');
      }
    }
  });
});
