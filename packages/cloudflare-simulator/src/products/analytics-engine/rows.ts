import { loadAt, noise } from '../../areas/activity';
import { restrictedMarkers } from '../../fixtures/secretMarkers';
import type { AnalyticsDataset } from '.';
import type { Item, Statement } from './Statement';

const second = 1000;
const minute = 60 * second;
const units: Record<string, number> = {
  SECOND: second,
  MINUTE: minute,
  HOUR: 60 * minute,
  DAY: 24 * 60 * minute,
};
const hour = units.HOUR;
/** Rows of what is neither counted nor grouped, and groups that have no time. */
const points = 40;
const groups = 5;
/** What is larger comes as text. */
const largestNumber = 1000;

const words: Record<string, readonly string[]> = {
  blob1: [
    '/v1/orders',
    restrictedMarkers.analyticsBlob,
    '/v1/products',
    '/v1/search',
    '/health',
  ],
  blob2: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD'],
  blob3: ['DE', 'US', 'FR', 'JP', 'BR'],
  index1: [
    restrictedMarkers.analyticsIndex,
    'tenant-4',
    'tenant-88',
    'tenant-23',
    'tenant-51',
  ],
};
const columns = [
  ...['dataset', 'timestamp', '_sample_interval', 'index1'],
  ...['blob1', 'blob2', 'blob3', 'double1', 'double2'],
];

const isAggregate = ({ expression }: Item) =>
  /\b(count|sum|avg|min|max|quantile\w*|topK\w*|arg(Min|Max)|(first|last)_value|\w+If)(\([^)]*\))?\(/i.test(
    expression,
  );

/** As Cloudflare calls the type of what an expression gives. */
function typeOf(expression: string): string {
  if (/^topK/i.test(expression)) return 'Array(String)';
  if (
    /^(\w+\()?(timestamp|now\(|today\(|toStartOf|toDateTime)/.test(expression)
  ) {
    return /^(toUnix|toUInt|intDiv|count)/.test(expression)
      ? 'UInt32'
      : 'DateTime';
  }
  if (/^(count|_sample_interval)|^sum\(_sample_interval\)$/i.test(expression)) {
    return 'UInt64';
  }
  return /^('|\w*\(?(blob|index|dataset)|format|lower|upper|substring)/i.test(
    expression,
  )
    ? 'String'
    : 'Float64';
}

/** Moments of the rows, newest last. */
function timesOf({ items, isGrouped, text }: Statement, now: number): number[] {
  const from = Number(/timestamp >= toDateTime\((\d+)\)/.exec(text)?.[1] ?? 0);
  const until = Number(/timestamp <= toDateTime\((\d+)\)/.exec(text)?.[1]);
  const end = Math.min(now, until ? until * second : now);
  const start = Math.max(from * second, end - 92 * units.DAY);
  const isByTime = items.some(i => typeOf(i.expression) === 'DateTime');
  if (isGrouped && isByTime) {
    const [, amount, unit] =
      /INTERVAL '(\d+)' (SECOND|MINUTE|HOUR|DAY)\)/.exec(text) ?? [];
    const byDay = /toStartOfDay/.test(text) ? units.DAY : hour;
    const step = unit ? Number(amount) * units[unit] : byDay;
    const first = Math.ceil(start / step);
    const count = Math.max(0, Math.floor(end / step) - first + 1);
    return Array.from({ length: count }, (_, i) => (first + i) * step);
  }
  const aggregated = items.some(isAggregate) ? 1 : points;
  const count = isGrouped ? groups : aggregated;
  const step = Math.floor((end - start) / (count + 1));
  return Array.from({ length: count }, (_, i) => start + (i + 1) * step);
}

function valueOf(
  { name, hourlyPoints }: AnalyticsDataset,
  { expression }: Item,
  time: number,
  index: number,
): unknown {
  const seed = `${name}/${expression}/${time}`;
  const pickOf = (list: readonly string[]) => list[index % list.length];
  const column = /blob\d+|index1/.exec(expression)?.[0] ?? '';
  const isRatio = /\/|avg|ratio/i.test(expression);
  switch (typeOf(expression)) {
    case 'Array(String)':
      return (words[column] ?? words.blob1).slice(0, 3);
    case 'DateTime':
      return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
    case 'UInt32':
      return Math.floor(time / second);
    case 'UInt64': {
      const isWeight = expression === '_sample_interval';
      const count = Math.round(hourlyPoints * loadAt(time, seed));
      if (isWeight) return 1;
      return count > largestNumber ? String(count) : count;
    }
    case 'String':
      return /^dataset/.test(expression)
        ? name
        : pickOf(words[column] ?? words.blob1);
    default:
      return Math.round((isRatio ? 50 : 400) * noise(seed) * 100) / 100;
  }
}

/** The answer to a SELECT: made up, and the same for the same question. */
export function answerOf(
  dataset: AnalyticsDataset,
  statement: Statement,
  now: number,
): object {
  const items = statement.items.flatMap(item =>
    item.expression === '*'
      ? columns.map(name => ({ name, expression: name }))
      : [item],
  );
  const all = timesOf(statement, now);
  const ordered = /\nORDER BY \S+ DESC\n/.test(statement.text)
    ? [...all].reverse()
    : all;
  const data = ordered
    .slice(0, statement.limit)
    .map((time, index) =>
      Object.fromEntries(
        items.map(item => [item.name, valueOf(dataset, item, time, index)]),
      ),
    );
  return {
    meta: items.map(({ name, expression }) => ({
      name,
      type: typeOf(expression),
    })),
    data,
    rows: data.length,
    rows_before_limit_at_least: all.length,
  };
}
