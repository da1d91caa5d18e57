import { fuzzGate } from './__testUtils__/fuzzGate';
import { violationOf } from './__testUtils__/violationOf';
import { gateQuery } from './gate';

const DAY = 86_400_000;

describe('gateQuery under mutation', () => {
  it.each([1, 2, 3])('keeps its promises (seed %d)', seed => {
    const { accepted, cases } = fuzzGate(seed, 2000);
    // A fuzzer whose mutants are all refused shows nothing.
    expect(accepted).toBeGreaterThan(cases / 20);
  });

  it.each([
    ['acme_analytics', 'other', 'the dataset'],
    ['FROM acme', 'FROM url(acme', 'the dataset'],
    [`WHERE timestamp >= toDateTime(`, 'WHERE (', 'further back'],
    ['toDateTime(1795', 'toDateTime(1295', 'further back'],
    [' AND double1', ' OR double1', 'around its bound'],
    ['LIMIT 5', 'LIMIT 5000', 'LIMIT'],
    ['\nLIMIT 5', '', 'LIMIT'],
    ['count()', 'sleep()', `'sleep'`],
    ['count()', 'max(blob1)', 'may not see'],
    ['count()', '*', 'may not see'],
    ['count()', '(SELECT 1), (SELECT 2)', 'more than a SELECT'],
    ['count()', 'count() -- x', 'never sent'],
    ['LIMIT 5', 'LIMIT 5; DROP', 'never sent'],
  ])('would be seen to break them: %s as %s', (part, by, violation) => {
    const options = {
      dataset: 'acme_analytics',
      now: new Date('2026-11-22T08:00:30Z'),
      defaultRangeMs: DAY,
      maxRangeMs: DAY,
      defaultLimit: 5,
      maxLimit: 5,
      sensitive: false,
    };
    const query = gateQuery(
      'SELECT count() FROM acme_analytics WHERE double1 = 1',
      options,
    );
    expect(violationOf(query, options)).toBeUndefined();
    const broken = { ...query, sql: query.sql.replace(part, by) };
    expect(broken.sql).not.toBe(query.sql);
    expect(violationOf(broken, options)).toContain(violation);
  });
});
