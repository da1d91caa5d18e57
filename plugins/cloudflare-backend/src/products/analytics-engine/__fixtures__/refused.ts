import { QueryRefusalReason } from '../QueryRefusedError';
import {
  aliases,
  characters,
  clauses,
  sensitive,
  systemTables,
  tableFunctions,
  unknownFunctions,
  wrongArguments,
} from './injections';
import { statements, subqueries, syntax } from './misuses';

/** Queries of `acme_analytics` that the gate refuses, and why. */
type Refused = [reason: QueryRefusalReason, sql: string];

const FROM = 'FROM acme_analytics';
const OK = `SELECT double1 ${FROM}`;

const refuse = (
  reason: QueryRefusalReason,
  parts: string[],
  place: (part: string) => string = part => part,
): Refused[] => parts.map(part => [reason, place(part)]);

const inItem = (part: string) => `SELECT ${part} ${FROM}`;
const inWhere = (part: string) => `${OK} WHERE ${part}`;
const after = (part: string) => `${OK} ${part}`;
const inFrom = (part: string) => `SELECT double1 FROM ${part}`;
const everywhere = (reason: QueryRefusalReason, parts: string[]) => [
  ...refuse(reason, parts, inItem),
  ...refuse(reason, parts, inWhere),
  ...refuse(reason, parts, part => `${OK} ORDER BY ${part}`),
];

const deep = (left: string, right: string, by: number) =>
  `${left.repeat(by)}1${right.repeat(by)}`;

/** Refused whoever asks. */
export const REFUSED: Refused[] = [
  ...refuse('too-long', [
    inItem(`'${'a'.repeat(8192)}'`),
    `${OK}${' '.repeat(8193 - OK.length)}`,
    inItem(`'${'ü'.repeat(4096)}'`),
    `${'('.repeat(8193)}`,
  ]),
  ...refuse('character', characters, part => `SELECT${part} double1 ${FROM}`),
  ...refuse('character', characters, part => `${OK}${part}`),
  ...refuse(
    'character',
    // These are seen, and may be in a string.
    characters.filter(part => !/[\u00a0\u3000\u2003]/.test(part)),
    part => inItem(`'a${part}b'`),
  ),
  ...refuse('character', [
    // Homoglyphs of keywords, names and quotes
    `ЅELECT double1 ${FROM}`,
    `SELEСT double1 ${FROM}`,
    `ＳＥＬＥＣＴ double1 ${FROM}`,
    `ſELECT double1 ${FROM}`,
    `SELECT double1 FRОM acme_analytics`,
    `SELECT double1 FROM аcme_analytics`,
    `SELECT double1 FROM acme＿analytics`,
    `SELECT ԁouble1 ${FROM}`,
    `SELECT double１ ${FROM}`,
    `SELECT ‘a’ ${FROM}`,
    `SELECT ＇a＇ ${FROM}`,
    `${OK} UNİON SELECT 1`,
    `${OK} lıMIT 5`,
    `${OK} LIMıT 5`,
    `${OK} LIMIT ５`,
    `${OK}； DROP TABLE x`,
    `${OK} WHERE double1 ＝ 1`,
    `${OK} WHERE double1 ≥ 1`,
    `${OK} WHERE double1 – 1`,
    `SELECT \u212a(1) ${FROM}`,
  ]),
  ...refuse(
    'character',
    [
      ...['double1 || double2', 'double1 & 1', 'double1 | 1', 'double1 ^ 1'],
      ...['~1', '@x', '@@version', '$1', '$$a$$', '?', ':x', 'double1::String'],
      ...['[1, 2]', '{x:String}', '{{x}}', 'a -> b', '!double1', '1 <=> !2'],
      ...['\\x41', 'double1 \\ 2', '{', '}', ']', '!', 'double1!'],
    ].filter(part => part !== 'a -> b' && part !== '1 <=> !2'),
    inItem,
  ),
  ...everywhere('comment', [
    ...['double1 -- x', 'double1--', '--double1', 'double1 /* x */'],
    ...['/**/double1', 'double1 /* /* x */ */', '/*! double1 */', 'double1 #'],
    ...[
      '/*+ x */ double1',
      '5--3',
      '1 - --1',
      '#x',
      'double1/*',
      '/*!50000 1*/',
    ],
  ]),
  ...refuse('comment', [`--\n${OK}`, `/* ; */ ${OK}`, `# x\n${OK}`, `${OK}--`]),
  ...refuse('semicolon', [
    ...[`${OK};`, `${OK} ; `, `;${OK}`, `${OK}; DROP TABLE acme_analytics`],
    ...[`${OK}; SELECT 1`, `${OK};;`, `SELECT ; ${FROM}`, `SELECT double1;`],
    ...[`${OK} WHERE double1 = 1; SHOW TABLES`, `${OK};\n--`.slice(0, -2)],
  ]),
  ...refuse(
    'string',
    [
      ...[`'`, `'a`, `'it's'`, `'a''`, `'''`, `'\\'`, `'\\''`, `'a\\'b'`],
      ...[`'\\n'`, `'\\x41'`, `'\\u0041'`, `'a\\\\b'`, `'100\\%'`],
      ...[`'\\' OR 1=1 --'`, `'a' || '\\'`, `''''' `],
    ].filter(part => !part.includes('||')),
    inItem,
  ),
  ...refuse(
    'number',
    [
      ...['0x41', '0X41', '0b1', '0o7', '00', '007', '1e5', '1E-5', '1.5e3'],
      ...['5.', '1.', '1..2', '1.2.3', '5a', '5_', '1_000', '5double1'],
      ...['99999999999999999999', '0.1234567890123456789', '1.x', '5.e1'],
    ],
    inItem,
  ),
  ...refuse(
    'identifier',
    [
      ...['"', '"a', '`', '`a', '""', '``', '"a""b"', '`a``b`', '"a`b"'],
      ...[`"a'b"`, '"a.b"', '"a;b"', '"a--b"', '"a/b"', '"a\\"', '"ä"'],
      ...['"a\nb"', '"a\tb"', '" a"', '"-a"', '`a"b`', '"a(b"', '"sam@x"'],
      ...['a'.repeat(65), `"${'a'.repeat(65)}"`, 'x'.repeat(1000)],
    ],
    inItem,
  ),
  ...everywhere('dotted-name', [
    'acme.double1',
    'a.b.c',
    '"a"."b"',
    '.5',
    '*.x',
  ]),
  ...refuse('dotted-name', systemTables, inFrom),
  ...refuse('dotted-name', systemTables, part => inFrom(`(${inFrom(part)})`)),
  ...refuse('statement', statements),
  ...refuse('clause', clauses, after),
  ...refuse('format', [
    ...[after('FORMAT JSON'), after('FORMAT JSONEachRow'), after('format TSV')],
    ...[after('FORMAT TabSeparated'), after('LIMIT 5 FORMAT JSON')],
    ...[after('FORMAT Null'), `SELECT double1 FORMAT JSON ${FROM}`],
    ...[inFrom(`(${OK} FORMAT JSON)`), after('WHERE 1 FORMAT RawBLOB')],
  ]),
  ...refuse(
    'dataset',
    [
      ...['other', 'ACME_ANALYTICS', 'Acme_Analytics', '"other"', 'acme'],
      ...['acme_analytics2', '"acme_analytics "', 'acme_analytic', 'tables'],
      ...[
        'numbers',
        'blob1',
        'timestamp',
        'dual',
        'dataset',
        '"acme analytics"',
      ],
    ],
    inFrom,
  ),
  ...refuse(
    'dataset',
    ['other', '"other"', 'ACME_ANALYTICS', 'system_tables'],
    part => inFrom(`(${inFrom(part)})`),
  ),
  ...refuse(
    'table-function',
    tableFunctions.filter(part => !/^(?:format|null|input)\b/.test(part)),
    inFrom,
  ),
  ...refuse('table-function', tableFunctions.slice(0, 8), part =>
    inFrom(`(${inFrom(part)})`),
  ),
  ...refuse('subquery', subqueries),
  ...everywhere('function', unknownFunctions),
  ...everywhere('arguments', wrongArguments),
  ...refuse('literal', [
    ...[
      inWhere('double1 IN (double2)'),
      inWhere('double1 IN (acme_analytics)'),
    ],
    ...[inWhere('double1 IN (now())'), inWhere('double1 IN ((1))')],
    ...[inWhere('double1 IN ()'), inWhere('double1 IN (1, double2)')],
    ...[inWhere('double1 NOT IN (other)'), inWhere('double1 IN ("other")')],
    ...[inItem(`INTERVAL '-1' DAY`), inItem(`INTERVAL '0' DAY`)],
    ...[inItem('INTERVAL -1 DAY'), inItem(`INTERVAL '1 DAY'`)],
    ...[inItem(`INTERVAL '1.5' DAY`), inItem(`INTERVAL '999999999' DAY`)],
    ...[inItem('INTERVAL double1 DAY'), inItem('INTERVAL (1) DAY')],
    ...[inItem(`INTERVAL '' DAY`), inItem(`INTERVAL '1;' DAY`)],
  ]),
  ...everywhere('column', [
    ...['double0', 'double21', 'blob0', 'blob21', 'index2', 'foo', '"x y"'],
    ...['_partition_id', 'constructor', '__proto__', 'acme_analytics', 'count'],
  ]),
  ...refuse('column', [
    `SELECT double2 FROM (${OK})`,
    `SELECT timestamp FROM (${OK})`,
    `SELECT x FROM (SELECT double1 AS y ${FROM})`,
    `SELECT x FROM (SELECT double1 ${FROM}) WHERE x = 1`,
    `SELECT double1 FROM (SELECT double1 + 1 AS x ${FROM})`,
    `SELECT 1 AS X ${FROM} ORDER BY x`,
  ]),
  ...refuse('alias', aliases, part => inItem(`double1 AS ${part}`)),
  ...refuse('alias', aliases, part =>
    inFrom(`(SELECT double2 AS ${part} ${FROM})`),
  ),
  ...refuse('alias', [
    inItem('double1 AS a, double2 AS a'),
    inItem('double1 AS a, double2 AS "A"'),
    inItem(`'x' AS other, position('a' IN other)`),
    inItem(`'x' AS other, position('a' IN (other))`),
  ]),
  ...refuse('limit', [
    ...[after('LIMIT 1001'), after('LIMIT 999999999'), after('LIMIT -1')],
    ...[after('LIMIT 10000000000'), after('LIMIT 1.5'), after(`LIMIT '5'`)],
    ...[
      after('LIMIT double1'),
      after('LIMIT (5)'),
      after('LIMIT'),
      after('LIMIT +1'),
    ],
    ...[after('LIMIT NULL'), after('LIMIT all5'), inFrom(`(${OK} LIMIT 1001)`)],
    ...[after('LIMIT (SELECT 5)'), after('LIMIT BY 1'), after('LIMIT "5"')],
  ]),
  ...refuse('offset', [
    ...[after('OFFSET 100001'), after('OFFSET -1'), after('OFFSET 1.5')],
    ...[after('OFFSET'), after('LIMIT 5 OFFSET ALL'), after('OFFSET (1)')],
    inFrom(`(${OK} OFFSET 999999999)`),
  ]),
  ...refuse(
    'time-range',
    [
      ...['timestamp > toDateTime(0)', `timestamp > toDateTime('0')`],
      ...[`timestamp > '1970-01-01'`, `timestamp >= toDateTime(1)`],
      ...[`timestamp > now() - INTERVAL '32' DAY`],
      ...[`timestamp > now() - INTERVAL '1' YEAR`],
      ...[`timestamp > now() - INTERVAL '99' YEAR`],
      ...[`timestamp > now() - INTERVAL '9999' MONTH`],
      ...[`toDateTime('2020-01-01 00:00:00') <= timestamp`],
      ...[`timestamp BETWEEN toDateTime(0) AND now()`],
      ...[`timestamp BETWEEN toDateTime(0) AND toDateTime(60)`],
      ...[`timestamp > toStartOfDay(now() - INTERVAL '31' DAY)`],
      ...[`timestamp < toDateTime('2026-01-01 00:00:00')`],
      ...[`timestamp < toDateTime(0)`, `timestamp <= '2026-08-01'`],
      ...[`timestamp > now() - INTERVAL '2' MONTH AND timestamp < now()`],
    ],
    inWhere,
  ),
  ...refuse('depth', [
    inItem(deep('(', ')', 17)),
    inItem(deep('- ', '', 17)),
    inItem(deep('NOT ', '', 17)),
    inItem(deep('hex(', ')', 17)),
    inItem(deep('if(', ', 1, 1)', 17)),
    inItem(deep('(', ')', 2000)),
    inItem(deep('1+(', ')', 1000)),
    inWhere(deep('(', ')', 17)),
    inWhere(deep('NOT (', ')', 9)),
    inWhere(`1 OR ${deep('- ', '', 16)}`),
    inItem(deep('(', '', 4000)),
    inItem(deep('- ', '', 4000)),
    inItem(deep('NOT ', '', 2000)),
  ]),
  ...refuse('nodes', [
    inItem(Array(2000).fill('1').join()),
    inItem(Array(2000).fill('1').join('+')),
    inWhere(`double1 IN (${Array(2000).fill('1').join()})`),
    `${OK} ORDER BY ${Array(2000).fill('1').join()}`,
  ]),
  ...refuse('syntax', syntax),
];

/** Refused to who may not see blobs and indexes, and let through to others. */
export const REFUSED_SENSITIVE: Refused[] = [
  ...refuse('sensitive-column', sensitive, inItem),
  ...refuse('sensitive-column', sensitive, part => inItem(`${part} AS x`)),
  ...refuse('sensitive-column', sensitive, inWhere),
  ...refuse('sensitive-column', sensitive, part => `${OK} GROUP BY ${part}`),
  ...refuse('sensitive-column', sensitive, part => `${OK} HAVING ${part}`),
  ...refuse('sensitive-column', sensitive, part => `${OK} ORDER BY ${part}`),
  ...refuse('sensitive-column', sensitive, part =>
    inFrom(`(SELECT ${part} AS x, double1 ${FROM})`),
  ),
  ...refuse('sensitive-column', [
    inItem('*'),
    inItem('*, double1'),
    inItem('double1, *'),
    inFrom(`(SELECT * ${FROM})`),
  ]),
];
