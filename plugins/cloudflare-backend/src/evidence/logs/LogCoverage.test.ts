import { Knex } from 'knex';
import { auditLogAccount } from '../../__testUtils__/auditLogAccount';
import { testPseudonyms } from '../__testUtils__/logsOf';
import { openTestDatabase } from '../__testUtils__/testDatabases';
import { BundleRow } from '../BundleRow';
import { logSources } from '../kinds/logSources';
import { EvidenceLogs } from './EvidenceLogs';
import { intervalOf } from './intervals';
import { LogCoverage } from './LogCoverage';
import { CapturedLogKind } from './LogSource';
import { LogStore } from './LogStore';

const now = Date.parse('2026-11-22T14:00:00Z');
const account = auditLogAccount();

function bundle(
  from: string,
  to: string,
  gaps: { from: string; to: string; reason: string }[] = [],
): BundleRow {
  return {
    id: `b-${from}`,
    account_id: account.accountId,
    kind: 'access-audit',
    subject_type: 'account',
    subject_name: null,
    variant: 'pseudonymous',
    stream: 'any',
    seq: 0,
    window_from: new Date(from).toISOString(),
    window_to: new Date(to).toISOString(),
    collected_at: to,
    state: gaps.length > 0 ? 'partial' : 'complete',
    records: 1,
    gaps: JSON.stringify(gaps),
    snapshot_sha256: '',
    manifest_sha256: '',
    signed: false,
    tar_bytes: 1,
    tar_sha256: '',
    document_bytes: 1,
    document_sha256: '',
  };
}

/** Of the Access log, Cloudflare keeps a day, and of the audit log 18 months. */
describe('coverage that is not asked for from a time on', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await openTestDatabase('SQLITE_3');
  });
  beforeEach(() => knex('evidence_log_coverage').delete());

  async function told(
    known: {
      kind?: CapturedLogKind;
      kept?: [from: string, to: string];
      sealed?: BundleRow[];
    } = {},
    times: { from?: Date; to?: Date } = {},
  ) {
    const { kind = 'access-audit', kept, sealed = [] } = known;
    const logs = new EvidenceLogs({
      store: new LogStore(knex),
      pseudonyms: testPseudonyms,
      config: { accessLogRetentionHours: 24, personal: false, schedules: {} },
      now: () => now,
    });
    if (kept) {
      const [from, to] = kept;
      const log = logs.logOf(account.accountId, kind, 'pseudonymous');
      await logs.store.cover(log, intervalOf({ from, to }), now);
    }
    const coverage = new LogCoverage({
      logs,
      bundles: {
        bundles: async ({ from, to }) =>
          sealed.filter(
            ({ window_from, window_to }) =>
              new Date(window_from!) < to! && new Date(window_to!) > from!,
          ),
      },
    });
    return coverage.of(account, logSources[kind], {
      to: new Date(now),
      ...times,
    });
  }

  it('begins where the first time is kept, and nothing before it is lost', async () => {
    const { since, window, gaps, days } = await told({
      kept: ['2026-11-20T14:00:00Z', '2026-11-22T13:55:00Z'],
    });
    expect(since).toBe('2026-11-20T14:00:00Z');
    expect(window).toEqual({ from: since, to: '2026-11-22T14:00:00Z' });
    expect(gaps).toEqual([]);
    // The day on which collection began is sealed in part.
    expect(days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21']);
  });

  it('tells what was lost since then', async () => {
    const { gaps } = await told({
      kept: ['2026-11-21T20:00:00Z', '2026-11-22T13:55:00Z'],
      sealed: [bundle('2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z')],
    });
    expect(gaps).toMatchObject([
      { from: '2026-11-20T00:00:00Z', state: 'lost' },
      { to: '2026-11-21T20:00:00Z', state: 'open' },
    ]);
  });

  it('begins 30 days ago where collection began before that', async () => {
    const { since, window, days } = await told({
      kept: ['2026-11-01T00:00:00Z', '2026-11-22T13:55:00Z'],
      sealed: [bundle('2026-08-01T00:00:00Z', '2026-11-01T00:00:00Z')],
    });
    expect(since).toBe('2026-08-01T00:00:00Z');
    expect(window.from).toBe('2026-10-23T00:00:00Z');
    expect(days).toHaveLength(30);
  });

  it('begins with what Cloudflare still has while nothing is kept', async () => {
    const missing = {
      from: '2026-11-10T00:00:00Z',
      to: '2026-11-11T00:00:00Z',
      reason: 'not-supported',
    };
    const nothing = bundle(missing.from, missing.to, [missing]);
    const coverage = await told({ sealed: [nothing] });
    expect(coverage).not.toHaveProperty('since');
    expect(coverage.window.from).toBe('2026-11-21T14:00:00Z');
    expect(coverage.gaps.map(({ state }) => state)).toEqual(['open']);
    const audit = await told({ kind: 'account-audit' });
    expect(audit.window.from).toBe('2026-10-23T00:00:00Z');
  });

  it('tells of whole days that can still be read, whatever was read first', async () => {
    const { since, gaps } = await told({
      kind: 'account-audit',
      kept: ['2026-11-20T00:00:00Z', '2026-11-22T13:55:00Z'],
    });
    expect(since).toBe('2026-11-20T00:00:00Z');
    expect(gaps).toMatchObject([
      { from: '2026-10-23T00:00:00Z', to: since, state: 'open' },
    ]);
  });

  it('is empty of a time before collection began', async () => {
    const to = new Date('2026-11-10T00:00:00Z');
    const { window, gaps, days } = await told(
      { kept: ['2026-11-20T14:00:00Z', '2026-11-22T13:55:00Z'] },
      { to },
    );
    expect(window).toEqual({
      from: '2026-11-10T00:00:00Z',
      to: '2026-11-10T00:00:00Z',
    });
    expect([gaps, days]).toEqual([[], []]);
  });

  it('tells of all that is asked for otherwise, and since when there is some', async () => {
    const { since, window, gaps } = await told(
      { kept: ['2026-11-20T14:00:00Z', '2026-11-22T13:55:00Z'] },
      { from: new Date('2026-11-01T00:00:00Z') },
    );
    expect(since).toBe('2026-11-20T14:00:00Z');
    expect(window.from).toBe('2026-11-01T00:00:00Z');
    expect(gaps).toMatchObject([
      { from: '2026-11-01T00:00:00Z', to: since, state: 'lost' },
    ]);
  });
});
