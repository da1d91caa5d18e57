/** Parts of queries that the gate refuses, by what is wrong with them. */

export const characters = [
  ...['\0', '\b', '\v', '\f', '\r', '\x1b', '\x7f', '\x80', '\x9f'],
  ...['\u00a0', '\u200b', '\u200d', '\u202e', '\u2028', '\u2029', '\ufeff'],
  ...['\u3000', '\u2003', '\ud800', '\udfff', '\u00ad', '\u2060'],
];

export const systemTables = [
  ...['system.tables', 'system.columns', 'system.users', 'SYSTEM.query_log'],
  ...['information_schema.tables', 'default.acme_analytics'],
  ...['acme_analytics.double1', '"system".tables', '`system`.`tables`'],
  ...['system . tables', 'db.acme_analytics', '.acme_analytics'],
  ...['"acme_analytics"."x"', 'events.analyticsEngine.acme_analytics'],
];

export const tableFunctions = [
  ...[`url('http://a.example/', CSV)`, `file('/etc/passwd')`],
  ...[`remote('host:9000', db, t)`, `remoteSecure('host', db, t)`],
  ...[`s3('https://bucket/', 'CSV')`, `mysql('h', 'd', 't', 'u', 'p')`],
  ...[`postgresql('h', 'd', 't', 'u', 'p')`, `jdbc('x', 'y', 'z')`],
  ...[`odbc('x', 'y', 'z')`, `hdfs('x', 'y')`, `merge('.*')`, 'numbers(10)'],
  ...['zeros(10)', `cluster('c', x)`, `dictionary('d')`, `executable('x')`],
  ...['generateRandom()', 'generateSeries(1, 9)', `input('x')`, `view(x)`],
  ...[`azureBlobStorage('x')`, `gcs('x')`, `mongodb('x')`, `redis('x')`],
  ...[`sqlite('x')`, `iceberg('x')`, `deltaLake('x')`, `hudi('x')`],
  ...[`format(JSONEachRow, '{}')`, `fuzzJSON('x')`, `loop(x)`, `null('x')`],
  ...['acme_analytics()', '"acme_analytics"()', 'count()', 'URL(1)', 'uRl (1)'],
];

export const unknownFunctions = [
  ...['CHAR(83,69)', 'char(1)', 'concat(1, 2)', 'sleep(3)', 'SLEEP(10)'],
  ...['benchmark(1, 2)', 'version()', 'user()', 'currentUser()', 'database()'],
  ...['currentDatabase()', 'hostName()', `getSetting('x')`, 'unhex(1)'],
  ...[`file('x')`, `url('x')`, `dictGet('d', 'a', 1)`, `joinGet('t', 'a', 1)`],
  ...['sleepEachRow(1)', `throwIf(1)`, 'rand()', 'uniqExact(double1)'],
  ...['groupArray(double1)', 'arrayJoin(1)', 'tuple(1, 2)', 'range(1)'],
  ...['quantile(0.5)(double1)', 'median(double1)', 'COLUMNS(1)', 'x()'],
  ...['toString(double1)', 'base64Encode(1)', 'reinterpretAsString(1)'],
  ...['catboostEvaluate(1)', 'evalMLMethod(1)', 'filesystemAvailable()'],
  ...['getMacro(1)', 'identity(1)', 'materialize(1)', 'ignore(1)'],
  ...['"count"()', '`count`()', '"select"()', 'constructor()', '__proto__()'],
  ...['toDate(1)', 'coalesce(1, 2)', 'ascii(1)', 'repeat(1, 9)', 'space(9)'],
];

export const wrongArguments = [
  ...['count(1, 2)', 'sum()', 'sum(1, 2)', 'min()', 'max(1, 2)', 'if(1, 2)'],
  ...['if(1, 2, 3, 4)', 'now(1)', 'today(1)', 'toDateTime()', 'intDiv(1)'],
  ...['toDateTime(1, 2, 3)', 'quantileExactWeighted(double1, double2)'],
  ...['quantileExactWeighted(2)(double1, double2)', 'round(1, 2, 3)'],
  ...['quantileExactWeighted(double3)(double1, double2)', 'log()', 'pow(2)'],
  ...['quantileExactWeighted(0.5)(double1)', 'quantileWeighted(2, 1, 1)'],
  ...['topK(0)(double1)', 'topK(1001)(double1)', 'topK(1.5)(double1)'],
  ...['topK(double1)(double1)', 'topK(5, 6)(double1)', 'topK()(double1)'],
  ...['topK(5)(double1, double2)', 'topKWeighted(5)(double1)', 'sum(1)(2)'],
  ...['sum(double1)(double2)', 'count()()', 'length()', 'hex(1, 2)'],
  ...['substring(1)', 'substring(1, 2, 3, 4)', 'format()', 'bin()'],
  ...['toStartOfInterval(timestamp, 5)', 'bitAnd(1)', 'startsWith(1)'],
  ...['toStartOfInterval(timestamp)', 'toYear()', 'toHour(1, 2)', 'argMax(1)'],
];

export const clauses = [
  ...[
    'UNION SELECT 1',
    'UNION ALL SELECT double1 FROM other',
    'uNiOn SELECT 2',
  ],
  ...['INTERSECT SELECT 1', 'EXCEPT SELECT 1', 'MINUS SELECT 1'],
  ...['JOIN other ON 1', 'INNER JOIN other ON 1 = 1', 'LEFT JOIN other'],
  ...['RIGHT JOIN other', 'FULL OUTER JOIN other', 'CROSS JOIN other'],
  ...['ASOF JOIN other', 'GLOBAL ANY LEFT JOIN other', 'NATURAL JOIN other'],
  ...['ANTI JOIN other', 'SEMI JOIN other', 'PASTE JOIN other'],
  ...['ARRAY JOIN blob1', 'LEFT ARRAY JOIN blob1', 'LATERAL VIEW x', 'OUTER x'],
  ...['PREWHERE double1 = 1', 'SETTINGS max_threads = 1', 'settings x = 1'],
  ...[`INTO OUTFILE '/tmp/x'`, `into outfile 'x'`, 'INTO other', 'FINAL'],
  ...['SAMPLE 0.1', 'SAMPLE 1 OFFSET 2', 'WITH TOTALS', 'WINDOW w AS (1)'],
  ...[
    'QUALIFY 1',
    'GROUP BY double1 WITH ROLLUP',
    'GROUP BY double1 WITH CUBE',
  ],
  ...['GROUP BY double1 WITH TOTALS', 'GROUP BY GROUPING SETS (double1)'],
  ...['GROUP BY ROLLUP(double1)', 'GROUP BY CUBE(double1)', 'FETCH FIRST 1'],
  ...['ORDER BY double1 NULLS FIRST', 'ORDER BY double1 WITH FILL'],
  ...[`ORDER BY double1 COLLATE 'de'`, 'LIMIT 5 WITH TIES', 'PIVOT (1)'],
  ...['WHERE double1 IS NULL', 'WHERE double1 IS NOT NULL', 'USING x'],
  ...['WHERE double1 = NULL', 'WHERE CASE WHEN 1 THEN 2 END', 'WHERE EXISTS'],
  ...[`WHERE CAST(double1 AS String) = '1'`, 'WHERE double1 = ANY (1)'],
  ...['WHERE EXISTS(SELECT 1)', 'EXCEPT (double1)', 'REPLACE x', 'APPLY x'],
  'WHERE max(double1) OVER ()',
  ...[', other', ', (SELECT 1)', ', acme_analytics'],
  ...['WHERE max(double1) OVER (PARTITION BY double2) = 1', 'LIMIT 1 UNION x'],
];

export const aliases = [
  '"blob1 "',
  '"timestamp "',
  ...['timestamp', 'TIMESTAMP', '"timestamp"', '`Timestamp`', 'dataset'],
  ...['_sample_interval', 'index1', 'INDEX1', 'index2', 'blob1', 'Blob20'],
  ...['"blob7"', 'blob21', 'double1', 'double20', 'double21', '_x', '"_x y"'],
  ...['_partition_id', '__proto__'],
];

export const sensitive = [
  ...['blob1', 'BLOB1', '"blob1"', '`bLoB2`', 'blob20', 'index1', 'Index1'],
  ...['(blob1)', 'count(blob1)', 'count(DISTINCT blob1)', 'hex(blob1)'],
  ...['count(DISTINCT index1)', 'length(blob1)', `blob1 LIKE 'a%'`],
  ...[`blob1 = 'a'`, `if(blob1 = 'a', 1, 0)`, `position('a' IN blob1)`],
  ...['substring(blob1, 1, 1)', 'topK(5)(blob1)', 'argMax(blob1, double1)'],
  ...['argMax(double1, blob1)', `format('{}', blob1)`, 'max(blob1)'],
  ...[`blob1 IN ('a')`, `blob1 BETWEEN 'a' AND 'b'`, 'NOT empty(blob1)'],
  ...[`countIf(startsWith(blob1, 'a'))`, 'toUInt32(blob1) + 1', '-blob3'],
  ...['extract(DAY FROM toDateTime(blob1))', `double1 = 1 OR index1 = 'a'`],
];
