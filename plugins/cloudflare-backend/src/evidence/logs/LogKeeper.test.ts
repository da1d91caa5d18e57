import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { EvidenceConfig } from '../EvidenceConfig';
import { accessLog } from '../kinds/access-audit';
import { keepingOf } from './__testUtils__/keepingOf';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const LOG = 'GET /accounts/{account}/access/logs/access_requests';
const { signal } = new AbortController();

describe.each(databases.eachSupportedId())('the keeping of logs on %s', id => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    for (const table of [
      'evidence_log_records',
      'evidence_log_coverage',
      'evidence_log_requests',
      'evidence_bundles',
      'evidence_streams',
      'evidence_chunks',
      'retention_days',
    ]) {
      await knex(table).delete();
    }
    simulator = await startSimulator({
      now: new Date('2026-10-20T12:00:00Z'),
      auditRows: 0,
      quota: 'off',
    });
    simulator.account.addAccessEvents(240, {
      from: '2026-10-10T00:00:00Z',
      to: '2026-10-20T00:00:00Z',
    });
  });
  afterEach(() => simulator.close());

  const keeping = (now: string, config: Partial<EvidenceConfig> = {}) =>
    keepingOf({ simulator, knex, now, config });
  const nothingIsInTheMaking = async () => {
    await knex('evidence_log_records').update({ stored_at: 0 });
    await knex('evidence_log_requests').update({ answered_at: 0 });
  };
  const timeOf = (from: string, to: string) => [
    { from: Date.parse(from), to: Date.parse(to) },
  ];

  it('seals nothing by a clock that is wrong, which would call days lost', async () => {
    const { keeper, account, sealed } = await keeping('2026-10-25T02:30:00Z', {
      accessLogRetentionHours: 24,
    });
    const fault = jest.spyOn(account.client, 'clockFault');
    fault.mockReturnValue('the clock is ahead');
    await keeper.seal(account, accessLog, signal);
    expect(await sealed()).toEqual([]);
    fault.mockReturnValue(undefined);
    await keeper.seal(account, accessLog, signal);
    expect(await sealed()).not.toEqual([]);
  });

  it('seals each past day once, and days that were missed', async () => {
    const { keeper, account, sealed, at, warned } = await keeping(
      '2026-10-13T02:30:00Z',
      { accessLogRetentionHours: 60 },
    );
    await keeper.seal(account, accessLog, signal);
    // The 10th has begun to be dropped, and says so.
    expect(await sealed()).toEqual([
      ['2026-10-10', 'partial', expect.any(Number)],
      ['2026-10-11', 'complete', 24],
      ['2026-10-12', 'complete', 24],
    ]);
    expect(warned()).toEqual([
      expect.stringMatching(/of 2026-10-10 is partial.*not-supported/),
    ]);
    at('2026-10-15T02:30:00Z');
    await keeper.seal(account, accessLog, signal);
    await keeper.seal(account, accessLog, signal);
    expect((await sealed()).slice(3)).toEqual([
      ['2026-10-13', 'complete', 24],
      ['2026-10-14', 'complete', 24],
    ]);
  });

  it('waits for what can still be read, and tells until when', async () => {
    const { keeper, account, sealed, at, warned } = await keeping(
      '2026-10-15T00:30:00Z',
      {
        accessLogRetentionHours: 24,
        schedules: {
          'access-audit': { frequency: { hours: 1 }, timeout: { hours: 1 } },
        },
      },
    );
    await keeper.seal(account, accessLog, signal);
    // Not an hour has passed since the 14th.
    expect(await sealed()).toEqual([]);
    simulator.injectFault({
      operation: LOG,
      fault: { type: 'status', status: 503 },
    });
    at('2026-10-16T02:30:00Z');
    await keeper.seal(account, accessLog, signal);
    expect((await sealed()).map(([day]) => day)).toEqual(['2026-10-14']);
    expect(warned().join()).toMatch(
      /the Access log could not be read.*'Access: Audit Logs Read'/,
    );
    expect(warned().join()).toMatch(
      /from 2026-10-15T03:00:00Z to 2026-10-15T19:25:00Z is not read.*drops it from 2026-10-16T03:00:00Z on/,
    );
    at('2026-10-17T02:30:00Z');
    await keeper.seal(account, accessLog, signal);
    expect((await sealed())[1]).toEqual([
      '2026-10-15',
      'partial',
      expect.any(Number),
    ]);
  });

  it('seals both variants when people in clear are configured', async () => {
    const { keeper, account, bundles } = await keeping('2026-10-20T02:30:00Z', {
      personal: true,
    });
    await keeper.seal(account, accessLog, signal);
    const streams = await bundles.streams([account.accountId]);
    expect(streams.map(({ variant, length }) => [variant, length])).toEqual([
      ['personal', 10],
      ['pseudonymous', 10],
    ]);
  });

  it('forgets what is sealed after a while, and does not read it again', async () => {
    const { keeper, account, coverage, at, sealed } = await keeping(
      '2026-10-20T02:30:00Z',
      { accessLogRetentionHours: 720 },
    );
    await keeper.seal(account, accessLog, signal);
    const before = await sealed();
    await keeper.tidyUp(account, [accessLog]);
    // What was stored this day could be in the making.
    expect(await knex('evidence_log_records')).toHaveLength(240);
    await nothingIsInTheMaking();
    await keeper.tidyUp(account, [accessLog]);
    // Seven days before the 20th are kept, and the one on which they began.
    expect(await knex('evidence_log_records')).toHaveLength(8 * 24);
    const from = await knex('evidence_log_requests')
      .distinct()
      .pluck('from_time');
    expect(
      from.map(time => new Date(Number(time)).toISOString()).sort(),
    ).toEqual([
      // Of this day only a part could be read: it is kept for longer.
      '2026-09-20T03:00:00.000Z',
      ...Array.from(
        { length: 9 },
        (_, index) => `2026-10-${12 + index}T00:00:00.000Z`,
      ),
    ]);
    simulator.resetStatistics();
    at('2026-10-20T08:30:00Z');
    await keeper.capture(account, accessLog, signal);
    expect(simulator.statistics().byOperation[LOG]).toBe(1);
    await keeper.seal(account, accessLog, signal);
    expect(await sealed()).toEqual(before);
    const { gaps, days } = await coverage.of(account, accessLog, {
      from: new Date('2026-10-10T00:00:00Z'),
      to: new Date('2026-10-20T08:30:00Z'),
    });
    expect(gaps).toEqual([]);
    expect(days.every(({ state }) => state === 'sealed')).toBe(true);
  });

  it('forgets people in clear who were kept for one sealing alone', async () => {
    const { keeper, account, logs } = await keeping('2026-10-20T02:30:00Z');
    await logs.capture({
      account,
      source: accessLog,
      intervals: timeOf('2026-10-19', '2026-10-20'),
      variants: ['personal'],
      reading: {},
    });
    await nothingIsInTheMaking();
    await keeper.tidyUp(account, [accessLog]);
    expect(await knex('evidence_log_records')).toEqual([]);
    expect(await knex('evidence_log_coverage')).toEqual([]);
    expect(await knex('evidence_log_requests')).toEqual([]);
  });

  it('leaves people in clear to a sealing in progress, also when there are none', async () => {
    const { keeper, account, logs } = await keeping('2026-10-20T02:30:00Z', {
      accessLogRetentionHours: 720,
    });
    await logs.capture({
      account,
      source: accessLog,
      intervals: timeOf('2026-10-05', '2026-10-06'),
      variants: ['personal'],
      reading: {},
    });
    await keeper.tidyUp(account, [accessLog]);
    expect(await knex('evidence_log_records')).toEqual([]);
    expect(await knex('evidence_log_coverage')).toHaveLength(1);
    expect(await knex('evidence_log_requests')).not.toEqual([]);
    await nothingIsInTheMaking();
    await keeper.tidyUp(account, [accessLog]);
    expect(await knex('evidence_log_coverage')).toEqual([]);
    expect(await knex('evidence_log_requests')).toEqual([]);
  });

  it('remembers days of other kinds that were looked through, and empty', async () => {
    const { keeper, sealing, account, kinds } = await keeping(
      '2026-10-20T02:30:00Z',
      { personal: true },
    );
    const collect = jest.fn(async () => ({
      subject: { account: account.accountId },
      records: [],
      count: 0,
      gaps: [],
    }));
    kinds['deployment-provenance'] = { ...kinds['access-audit'], collect };
    await sealing.seal(account, 'deployment-provenance', signal);
    expect(collect).toHaveBeenCalledTimes(14);
    await keeper.tidyUp(account, [accessLog]);
    await sealing.seal(account, 'deployment-provenance', signal);
    expect(collect).toHaveBeenCalledTimes(14);
  });

  it('neither reads nor seals again what retention cut', async () => {
    const { keeper, sealing, account, bundles, kinds, sealed, at } =
      await keeping('2026-10-14T02:30:00Z', { retentionDays: 2 });
    await keeper.seal(account, accessLog, signal);
    const read = await knex('evidence_log_requests').min({ from: 'from_time' });
    expect(Number(read[0].from)).toBe(Date.parse('2026-10-12'));
    expect((await sealed()).map(([day]) => day)).toEqual([
      '2026-10-12',
      '2026-10-13',
    ]);
    await knex('evidence_bundles').update({
      collected_at: '2026-10-14T02:30:00.000Z',
    });
    at('2026-10-16T03:00:00Z');
    const [stream] = await bundles.streamNames();
    expect(
      await bundles.cutBefore(stream, new Date('2026-10-14T03:00:00Z')),
    ).toBe(2);
    await keeper.seal(account, accessLog, signal);
    expect((await sealed()).map(([day]) => day)).toEqual([
      '2026-10-14',
      '2026-10-15',
    ]);
    const collect = jest.fn();
    kinds['deployment-provenance'] = { ...kinds['access-audit'], collect };
    await sealing.seal(account, 'deployment-provenance', signal);
    expect(collect).toHaveBeenCalledTimes(2);
  });

  it('keeps records not much longer than what is sealed', async () => {
    const { keeper, account, logs } = await keeping('2026-10-25T02:30:00Z', {
      accessLogRetentionHours: 720,
      retentionDays: 2,
    });
    await logs.capture({
      account,
      source: accessLog,
      intervals: timeOf('2026-10-11', '2026-10-15'),
      variants: logs.variants,
      reading: {},
    });
    await nothingIsInTheMaking();
    await keeper.tidyUp(account, [accessLog]);
    const { covered } = await logs.coverage(
      account,
      accessLog.kind,
      'pseudonymous',
    );
    expect(covered).toEqual(timeOf('2026-10-12', '2026-10-15'));
  });
});
