import { GateOptions, gateQuery } from './gate';
import { QueryRefusedError } from './QueryRefusedError';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-22T08:00:30Z');

const options: GateOptions = {
  dataset: 'acme_analytics',
  now: NOW,
  defaultRangeMs: DAY,
  maxRangeMs: 31 * DAY,
  defaultLimit: 1000,
  maxLimit: 1000,
  sensitive: true,
};

const gate = (sql: string, more: Partial<GateOptions> = {}) =>
  gateQuery(sql, { ...options, ...more });

function refusalOf(sql: string, more: Partial<GateOptions> = {}) {
  try {
    gate(sql, more);
  } catch (error) {
    if (error instanceof QueryRefusedError) {
      return error;
    }
    throw error;
  }
  return undefined;
}

const epoch = (iso: string) => Date.parse(iso) / 1000;
const SINCE_YESTERDAY = `timestamp >= toDateTime(${epoch(
  '2026-11-21T08:01:00Z',
)})`;

describe('the range of a query', () => {
  it.each([
    ['double1 = 1 OR double2 = 2', '(double1 = 1 OR double2 = 2)'],
    ['double1 = 1 AND double2 = 2', 'double1 = 1 AND double2 = 2'],
    [
      `timestamp > now() - INTERVAL '9' DAY OR double1 = 1`,
      `(timestamp > now() - INTERVAL '9' DAY OR double1 = 1)`,
    ],
    [`NOT timestamp < toDateTime(0)`, 'NOT timestamp < toDateTime(0)'],
    ['timestamp > toDateTime(double1)', 'timestamp > toDateTime(double1)'],
    [
      'timestamp > toDateTime(99999999999)',
      'timestamp > toDateTime(99999999999)',
    ],
    [
      `timestamp + INTERVAL '9' DAY > toDateTime(0)`,
      `timestamp + INTERVAL '9' DAY > toDateTime(0)`,
    ],
    [`toHour(timestamp) > 5`, `toHour(timestamp) > 5`],
    [`timestamp > '2026-02-31'`, `timestamp > '2026-02-31'`],
    [`timestamp NOT BETWEEN now() AND now()`, undefined],
    [`timestamp > now() + INTERVAL '9999999' YEAR`, undefined],
    [
      `timestamp > toDateTime('2026-11-01 00:00:00', 'Europe/Berlin')`,
      undefined,
    ],
  ])('holds %s to the default range by a bound of its own', (where, kept) => {
    for (const [before, end] of [
      ['', ''],
      ['SELECT x FROM (', ')'],
    ]) {
      const { sql, from, to, added } = gate(
        `${before}SELECT 1 AS x FROM acme_analytics WHERE ${where} LIMIT 5${end}`,
      );
      expect(sql).toContain(`WHERE ${SINCE_YESTERDAY} AND ${kept ?? where}\n`);
      expect(from).toEqual(new Date('2026-11-21T08:01:00Z'));
      expect(to).toBeUndefined();
      expect(added).toContain('range');
    }
  });

  it('does not take the bound of an outer query for one of the data', () => {
    const { sql, added } = gate(
      `SELECT timestamp FROM (SELECT timestamp FROM acme_analytics)
       WHERE timestamp > now() - INTERVAL '9' DAY LIMIT 5`,
    );
    expect(sql).toContain(`FROM acme_analytics\nWHERE ${SINCE_YESTERDAY}\n)`);
    expect(added).toEqual(['range']);
  });

  it.each([
    [`timestamp > now() - INTERVAL '3' DAY`, '2026-11-19T08:00:30Z'],
    [`now() - INTERVAL '3' DAY <= timestamp`, '2026-11-19T08:00:30Z'],
    [`timestamp >= now() - INTERVAL '1' MONTH`, '2026-10-22T08:00:30Z'],
    ['timestamp >= today()', '2026-11-22T00:00:00Z'],
    [`timestamp >= '2026-11-20'`, '2026-11-20T00:00:00Z'],
    [`timestamp > toDateTime('1795000000')`, '2026-11-18T11:06:40Z'],
    [`timestamp > toStartOfHour(now())`, '2026-11-22T08:00:00Z'],
    // The strictest of several holds.
    [
      `timestamp > toDateTime(0) AND timestamp > now() - INTERVAL '1' HOUR`,
      '2026-11-22T07:00:30Z',
    ],
    // What lies ahead bounds nothing that there is.
    [`timestamp > now() + INTERVAL '1' DAY`, '2026-11-22T08:00:30Z'],
  ])('understands the range of %s', (where, from) => {
    const result = gate(
      `SELECT 1 FROM acme_analytics WHERE double1 = 1 AND ${where} LIMIT 5`,
    );
    expect(result.sql).toContain(where);
    expect(result).toMatchObject({ from: new Date(from), changed: false });
    const minute = Math.floor(epoch(from) / 60) * 60;
    expect(result.sql).toContain(
      `WHERE timestamp >= toDateTime(${minute}) AND double1 = 1`,
    );
  });

  it('bounds both sides of a range that lies behind', () => {
    const { sql, from, to } = gate(
      `SELECT 1 FROM acme_analytics WHERE timestamp
       BETWEEN toDateTime('2026-09-10 00:00:00') AND '2026-09-20 00:00:30'`,
    );
    expect(from).toEqual(new Date('2026-09-10T00:00:00Z'));
    expect(to).toEqual(new Date('2026-09-20T00:00:30Z'));
    const [first, last] = ['2026-09-10T00:00:00Z', '2026-09-20T00:01:00Z'];
    expect(sql).toContain(
      `WHERE timestamp >= toDateTime(${epoch(
        first,
      )}) AND timestamp <= toDateTime(${epoch(last)}) AND timestamp BETWEEN`,
    );
  });

  it('counts the default range back from where the query ends', () => {
    const { from, to, added } = gate(
      `SELECT 1 FROM acme_analytics WHERE timestamp < '2026-11-10'`,
    );
    expect(from).toEqual(new Date('2026-11-09T00:00:00Z'));
    expect(to).toEqual(new Date('2026-11-10T00:00:00Z'));
    expect(added).toContain('range');
  });

  it.each([
    [`timestamp > now() - INTERVAL '93' DAY`, 400, 'at most 92 days'],
    [`timestamp > now() - INTERVAL '92' DAY`, 400, undefined],
    [`timestamp > now() - INTERVAL '3' MONTH`, 400, undefined],
    [`timestamp > now() - INTERVAL '8' DAY`, 7, 'at most 7 days'],
    [`timestamp > now() - INTERVAL '25' HOUR`, 1, 'at most 1 day'],
    [
      `timestamp BETWEEN '2026-01-01' AND '2026-01-02'`,
      7,
      'Cloudflare keeps 92 days',
    ],
  ])('holds %s to %d days', (where, days, message) => {
    const refusal = refusalOf(`SELECT 1 FROM acme_analytics WHERE ${where}`, {
      maxRangeMs: days * DAY,
    });
    expect(refusal?.reason).toBe(message && 'time-range');
    expect(refusal?.message ?? '').toContain(message ?? '');
  });

  it('prints the same for a query that is asked again within a minute', () => {
    const ask = (now: string, where: string) =>
      gate(`SELECT 1 FROM acme_analytics WHERE ${where}`, {
        now: new Date(now),
      });
    for (const where of ['true', `timestamp > now() - INTERVAL '2' HOUR`]) {
      const first = ask('2026-11-22T08:00:05Z', where);
      const second = ask('2026-11-22T08:00:55Z', where);
      expect(second.hash).toBe(first.hash);
      expect(ask('2026-11-22T08:01:05Z', where).hash).not.toBe(first.hash);
    }
  });
});
