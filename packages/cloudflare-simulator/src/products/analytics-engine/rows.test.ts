import { analyticsEngine } from '.';
import { SimulatedAccount } from '../../account/SimulatedAccount';
import { examplesWrittenAt } from '../../fixtures';
import { answerOf } from './rows';
import { statementOf } from './Statement';

const now = examplesWrittenAt.getTime();
const since = Math.floor(now / 1000) - 6 * 3600;
const account = new SimulatedAccount({}, examplesWrittenAt);

function answer(sql: string): any {
  const statement = statementOf(sql)!;
  const dataset = account.of(analyticsEngine).find(statement.dataset)!;
  return answerOf(dataset, statement, now);
}

describe('the answer to a SELECT', () => {
  it('has a row for each step of time that is grouped by', () => {
    const sql = [
      `SELECT toStartOfInterval(timestamp, INTERVAL '1' HOUR) AS hour, sum(_sample_interval) AS "all points"`,
      'FROM "acme-edge-timings"',
      `WHERE timestamp >= toDateTime(${since})`,
      'GROUP BY hour',
      'LIMIT 100',
    ].join('\n');
    const { meta, data, rows } = answer(sql);
    expect(meta).toEqual([
      { name: 'hour', type: 'DateTime' },
      { name: 'all points', type: 'UInt64' },
    ]);
    expect(rows).toBe(6);
    expect(data[0].hour).toMatch(/^2026-11-21 \d\d:00:00$/);
    expect(answer(sql)).toEqual({
      meta,
      data,
      rows,
      rows_before_limit_at_least: 6,
    });
  });

  it('has one row of what is counted, and no more than the limit', () => {
    const from = `FROM acme_analytics\nWHERE timestamp >= toDateTime(${since})`;
    expect(answer(`SELECT count(), max(double1)\n${from}\nLIMIT 9`).rows).toBe(
      1,
    );
    expect(answer(`SELECT *\n${from}\nLIMIT 3`).rows).toBe(3);
  });

  it('tells large counts as text', () => {
    const { data } = answer(
      `SELECT blob1, count() AS hits\nFROM acme_analytics\nWHERE timestamp >= toDateTime(${since})\nGROUP BY blob1\nLIMIT 9`,
    );
    expect(data).toHaveLength(5);
    expect(data.some(({ hits }: any) => typeof hits === 'string')).toBe(true);
  });

  it('sees through a subquery and commas in strings', () => {
    const { meta } = answer(
      [
        `SELECT route, format('{}, {}', blob2, 'x') AS text`,
        'FROM (',
        'SELECT blob1 AS route, blob2',
        'FROM acme_analytics',
        `WHERE timestamp >= toDateTime(${since})`,
        'GROUP BY route, blob2',
        ')',
        'LIMIT 9',
      ].join('\n'),
    );
    expect(meta).toEqual([
      { name: 'route', type: 'String' },
      { name: 'text', type: 'String' },
    ]);
  });
});
