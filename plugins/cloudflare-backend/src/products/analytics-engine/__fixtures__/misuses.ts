/** Whole queries that the gate refuses, by what is wrong with them. */

const FROM = 'FROM acme_analytics';
const OK = `SELECT double1 ${FROM}`;

const inItem = (part: string) => `SELECT ${part} ${FROM}`;
const inWhere = (part: string) => `${OK} WHERE ${part}`;
const after = (part: string) => `${OK} ${part}`;
const inFrom = (part: string) => `SELECT double1 FROM ${part}`;

export const statements = [
  ...['', ' ', '\n', 'SHOW TABLES', 'SHOW TIMEZONES', 'SHOW DATABASES'],
  ...['show tables', 'DESCRIBE acme_analytics', 'DESC acme_analytics'],
  ...['EXPLAIN SELECT 1', `INSERT INTO acme_analytics VALUES (1)`],
  ...['UPDATE acme_analytics SET double1 = 1', 'DELETE FROM acme_analytics'],
  ...['DROP TABLE acme_analytics', 'ALTER TABLE acme_analytics DELETE'],
  ...['CREATE TABLE x', 'TRUNCATE acme_analytics', 'OPTIMIZE TABLE x'],
  ...['GRANT ALL', 'SET x = 1', 'USE other', 'SYSTEM RELOAD', 'KILL QUERY'],
  ...['ATTACH TABLE x', 'RENAME TABLE x TO y', 'EXCHANGE TABLES x', 'EXEC x'],
  ...[`WITH x AS (${OK}) SELECT * FROM x`, `WITH 1 AS x ${OK}`],
  ...[`(${OK})`, `((${OK}))`, `, ${OK}`, `x ${OK}`, `1 ${OK}`, '42', `'x'`],
  ...[`"SELECT" double1 ${FROM}`, '`SELECT` 1', 'FROM acme_analytics'],
  ...[`FROM acme_analytics SELECT double1`, `SELECTdouble1 ${FROM}`],
  ...['SELEC double1', 'TABLE acme_analytics', 'VALUES (1)', '*', '()'],
];

export const syntax = [
  ...['SELECT', 'SELECT double1', 'SELECT 1', 'SELECT FROM acme_analytics'],
  ...[`SELECT double1, ${FROM}`, `SELECT ,double1 ${FROM}`, inFrom('')],
  ...[`SELECT DISTINCT double1 ${FROM}`, `SELECT ALL double1 ${FROM}`],
  ...[`SELECT double1 double2 ${FROM}`, `SELECT double1 AS ${FROM}`],
  ...[`SELECT double1 AS 5 ${FROM}`, `SELECT double1 AS 'x' ${FROM}`],
  ...[`SELECT * AS x ${FROM}`],
  ...[`SELECT (double1, double2) ${FROM}`, `SELECT () ${FROM}`],
  ...[`SELECT (double1 ${FROM}`, `SELECT double1) ${FROM}`],
  ...[`SELECT double1 + ${FROM}`, `SELECT + double1 ${FROM}`],
  ...[`SELECT double1 == 1 ${FROM}`, `SELECT double1 => 1 ${FROM}`],
  ...[`SELECT double1 < = 1 ${FROM}`, `SELECT 1 = 1 = 1 ${FROM}`],
  ...[`SELECT 'a' 'b' ${FROM}`, `SELECT N'a' ${FROM}`, `SELECT x'41' ${FROM}`],
  ...[`SELECT b'01' ${FROM}`, `SELECT E'a' ${FROM}`, `SELECT _utf8'a' ${FROM}`],
  ...[`SELECT DATE '2026-01-01' ${FROM}`, `SELECT 5 5 ${FROM}`],
  ...[`SELECT timestamp '2026-01-01' ${FROM}`, `SELECT 5 x ${FROM}`],
  ...[`SELECT INTERVAL '1' WEEK ${FROM}`, `SELECT INTERVAL '1' DAYS ${FROM}`],
  ...[`SELECT INTERVAL '1' ${FROM}`, `SELECT extract(WEEK FROM 1) ${FROM}`],
  ...[`SELECT extract(DAY, 1) ${FROM}`, `SELECT position('a', 'b') ${FROM}`],
  ...[`SELECT position('a' IN) ${FROM}`, `SELECT count( ${FROM}`],
  ...[`SELECT count(DISTINCT) ${FROM}`, `SELECT sum(*) ${FROM}`],
  ...[`SELECT min(DISTINCT double1) ${FROM}`, `SELECT count(,) ${FROM}`],
  ...[`SELECT count(* , 1) ${FROM}`, `SELECT double1 % ${FROM}`],
  ...[`SELECT double1 NOT ${FROM}`, `SELECT NOT ${FROM}`, `SELECT -${FROM}`],
  ...[`SELECT double1 BETWEEN 1 OR 2 ${FROM}`, `SELECT * * ${FROM}`],
  ...[`SELECT double1 BETWEEN 1 ${FROM}`, `SELECT double1 LIKE ${FROM}`],
  ...[`SELECT double1 IN 1 ${FROM}`, `SELECT double1 IN acme ${FROM}`],
  ...[`SELECT double1 IN (1 ${FROM}`, `SELECT double1 IN (-'a') ${FROM}`],
  ...[inFrom(`'acme_analytics'`), inFrom('5'), inFrom('(acme_analytics)')],
  ...[inFrom('(*)'), inFrom('acme_analytics acme'), inFrom('()')],
  ...[inFrom('acme_analytics AS t'), inFrom('acme_analytics WHERE')],
  ...[inFrom(`(${OK}) AS t`), inFrom(`(${OK}`), inFrom(`${OK.slice(21)} )`)],
  ...[after('WHERE'), after('GROUP double1'), after('GROUP BY'), after('BY')],
  ...[after('ORDER BY'), after('HAVING'), after('ORDER BY double1 ASC DESC')],
  ...[after('LIMIT 5, 10'), after('LIMIT 5 BY double1'), after('LIMIT 5 5')],
  ...[after('LIMIT 5 LIMIT 6'), after('OFFSET 5 LIMIT 6'), after('WHERE 1 1')],
  ...[after('OFFSET 5 ROWS'), after('GROUP BY ALL'), after('WHERE WHERE 1')],
  ...[
    after('ORDER BY 1 WHERE 1'),
    after('HAVING 1 GROUP BY 1'),
    after('AND 1'),
  ],
  ...[after('OR 1=1'), after('WHERE 1=1 OR'), after('ASC'), after('acme')],
  ...[after('WHERE a AND AND b'), after('WHERE (double1 = 1'), after(')')],
  ...[after('FROM other'), `${OK} ${OK.slice(7)}`],
];

export const subqueries = [
  ...[inWhere(`double1 IN (${OK})`), inWhere(`double1 = (${OK})`)],
  ...[inWhere(`double1 IN (SELECT 1)`), inItem(`(SELECT double1 ${FROM})`)],
  ...[inItem('(SELECT 1)'), inItem('count((SELECT 1))'), inItem('SELECT 1')],
  ...[inWhere('NOT (SELECT 1)'), `${OK} HAVING (SELECT 1)`, `${OK} ${OK}`],
  ...[`${OK} ORDER BY (SELECT 1)`, `${OK} GROUP BY (SELECT 1)`],
  ...[inFrom(`(SELECT double1 FROM (${OK}))`), inFrom(OK)],
  ...[inFrom(`(SELECT * FROM (SELECT * FROM (${OK})))`)],
  ...[
    `${OK} LIMIT 1 SELECT 2`,
    inItem('if(1, (SELECT 1), 2)'),
    inItem('double1 AS select'),
  ],
];
