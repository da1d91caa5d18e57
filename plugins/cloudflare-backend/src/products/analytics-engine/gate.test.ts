import { InputError, serializeError } from '@backstage/errors';
import { ACCEPTED } from './__fixtures__/accepted';
import { REFUSED, REFUSED_SENSITIVE } from './__fixtures__/refused';
import { GateOptions, gateQuery, isDatasetName } from './gate';
import { parseQuery } from './parseQuery';
import { print } from './print';
import { QueryRefusedError } from './QueryRefusedError';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RUNS = 5;
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

const SINCE_YESTERDAY = `timestamp >= toDateTime(${
  Date.parse('2026-11-21T08:01:00Z') / 1000
})`;

describe('gateQuery', () => {
  it('has corpora of the size that tells something', () => {
    const distinct = (list: string[]) => new Set(list).size;
    expect(distinct(ACCEPTED)).toBe(ACCEPTED.length);
    expect(ACCEPTED.length).toBeGreaterThanOrEqual(300);
    const refused = [...REFUSED, ...REFUSED_SENSITIVE].map(([, sql]) => sql);
    expect(distinct(refused)).toBeGreaterThanOrEqual(500);
  });

  it.each(ACCEPTED)('prints to a fixed point: %s', sql => {
    const { sql: printed } = gate(sql);
    const { select } = parseQuery(printed);
    expect(print(select)).toBe(printed);
    expect(parseQuery(print(select)).select).toEqual(select);
    expect(gate(printed).sql).toBe(printed);
  });

  it.each(REFUSED)('refuses (%s) %s', (reason, sql) => {
    for (const sensitive of [true, false]) {
      expect([sql, refusalOf(sql, { sensitive })?.reason]).toEqual([
        sql,
        reason,
      ]);
    }
  });

  it.each(REFUSED_SENSITIVE)(
    'refuses (%s) %s, but not with the permission',
    (reason, sql) => {
      expect(refusalOf(sql, { sensitive: false })?.reason).toBe(reason);
      expect(gate(sql).sensitive).toBe(true);
    },
  );

  it('tells whether blobs and indexes are named', () => {
    const plain = 'SELECT count(), max(double1) FROM acme_analytics';
    expect(gate(plain, { sensitive: false }).sensitive).toBe(false);
    expect(gate(plain).sensitive).toBe(false);
  });

  it.each([
    [
      'select Count ( * ) , "BLOB1" as "Path" from `acme_analytics`',
      'SELECT count(), blob1 AS Path\nFROM acme_analytics',
    ],
    [
      'SELECT 1+(2+3)*-(4) FROM acme_analytics',
      'SELECT 1 + (2 + 3) * -4\nFROM acme_analytics',
    ],
    [
      'SELECT ((1+2)+3), 1+(2+3), -(-1) FROM acme_analytics',
      'SELECT 1 + 2 + 3, 1 + (2 + 3), - -1\nFROM acme_analytics',
    ],
    [
      `SELECT 'it''s' AS "a b" FROM acme_analytics`,
      `SELECT 'it''s' AS "a b"\nFROM acme_analytics`,
    ],
    [
      "SELECT NOT(double1<>1), position('a'in blob1) FROM acme_analytics",
      `SELECT NOT double1 != 1, position('a' IN blob1)\nFROM acme_analytics`,
    ],
  ])('prints %s plainly', (sql, printed) => {
    expect(gate(sql).sql).toBe(
      `${printed}\nWHERE ${SINCE_YESTERDAY}\nLIMIT 1000`,
    );
  });

  it('quotes a dataset where it must, and refuses one that cannot be named', () => {
    const { sql } = gate('SELECT double1 FROM "web-logs"', {
      dataset: 'web-logs',
    });
    expect(sql).toContain('\nFROM "web-logs"\n');
    for (const dataset of ['a b', 'a"b', 'a.b', 'a--b', '', 'ä']) {
      expect(isDatasetName(dataset)).toBe(false);
      expect(
        refusalOf(`SELECT 1 FROM "${dataset}"`, { dataset }),
      ).toBeInstanceOf(QueryRefusedError);
    }
    expect(refusalOf('SELECT 1 FROM "a b"', { dataset: 'a b' })?.reason).toBe(
      'dataset',
    );
  });

  it.each([
    ['', 1000, ['limit'], 'LIMIT 1000'],
    ['LIMIT ALL', 1000, ['limit'], 'LIMIT 1000'],
    ['LIMIT 7', 7, [], 'LIMIT 7'],
    ['LIMIT 7 OFFSET 3', 7, [], 'LIMIT 7\nOFFSET 3'],
    ['OFFSET 3', 1000, ['limit'], 'LIMIT 1000\nOFFSET 3'],
  ])('bounds the rows of "%s"', (clause, limit, added, end) => {
    const result = gate(
      `SELECT 1 FROM acme_analytics WHERE timestamp > today() ${clause}`,
    );
    expect(result).toMatchObject({ limit, added, changed: added.length > 0 });
    expect(result.sql.endsWith(`\n${end}`)).toBe(true);
  });

  it('adds no more rows than a query may ask for', () => {
    const { limit } = gate('SELECT 1 FROM acme_analytics', { maxLimit: 10 });
    expect(limit).toBe(10);
  });

  it('takes what is nested 16 deep, an added bound included', () => {
    const nested = (depth: number) =>
      `${'('.repeat(depth)}1 OR 2${')'.repeat(depth)} = 3`;
    gate(`SELECT ${nested(16)} FROM acme_analytics`);
    const { sql } = gate(
      `SELECT 1 FROM acme_analytics WHERE 1 OR ${'- '.repeat(15)}1`,
    );
    expect(gate(sql).sql).toBe(sql);
  });

  it('bounds the rows of the whole, not those that a subquery counts', () => {
    const { sql, limit } = gate(
      'SELECT n FROM (SELECT count() AS n FROM acme_analytics GROUP BY double1)',
    );
    expect(limit).toBe(1000);
    expect(sql.match(/LIMIT/g)).toHaveLength(1);
    expect(sql.endsWith(')\nLIMIT 1000')).toBe(true);
  });

  it('tells where and why, not what the query says', () => {
    const secret = 'sam@acme.example';
    const refusal = refusalOf(
      `SELECT double1,\n  url('${secret}') FROM acme_analytics`,
    )!;
    expect(refusal).toBeInstanceOf(InputError);
    expect(serializeError(refusal)).toEqual({
      name: 'InputError',
      message: refusal.message,
      reason: 'function',
      position: 18,
      token: 'url',
    });
    expect(refusal.message).toBe(
      'The query is refused at line 2, column 3 (url): this function may not be called',
    );
    for (const part of [
      `'${secret}' 5`,
      `"${secret}"`,
      `5 '${secret}'`,
      `'${secret}`,
      `'\\${secret}'`,
    ]) {
      const { message, token } = refusalOf(
        `SELECT ${part} FROM acme_analytics`,
      )!;
      expect(message + token).not.toContain(secret);
      expect(message.length).toBeLessThan(200);
    }
  });

  it('reads the largest queries in 20 ms', () => {
    const largest = [
      `SELECT ${Array(490).fill('1+1').join()} FROM acme_analytics`,
      `SELECT 1 FROM acme_analytics WHERE double1 IN (${Array(1980)
        .fill('12')
        .join()})`,
      `SELECT '${'a'.repeat(8100)}' FROM acme_analytics`,
      `SELECT '${`''`.repeat(4000)}' FROM acme_analytics`,
      `SELECT 1 FROM acme_analytics WHERE ${Array(500)
        .fill('double1=1')
        .join(' OR ')}`,
      `SELECT 1 ${' '.repeat(8100)} FROM acme_analytics`,
      `SELECT ${Array(110)
        .fill(`${'hex('.repeat(14)}1${')'.repeat(14)}`)
        .join()} FROM acme_analytics`,
    ].map(sql => sql.padEnd(8192));
    for (const sql of largest) {
      gate(sql);
      const before = process.cpuUsage();
      for (let i = 0; i < RUNS; i++) {
        gate(sql);
      }
      // Of this process alone, however busy the machine is.
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / RUNS / 1000).toBeLessThan(20);
    }
  });
});
