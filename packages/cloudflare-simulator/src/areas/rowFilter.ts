import { QueryFailure } from './QueryFailure';
import type { ActivityRow } from './graphqlRows';

/** A window of time, in milliseconds; both ends are in it. */
export interface TimeWindow {
  from: number;
  to: number;
}

type Filter = Record<string, unknown>;
type Scalar = string | number;

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** The longest window that a dataset answers, and how far back it reaches. */
export const maxDurationSeconds = 2_764_800;
export const notOlderThanSeconds = 8_035_200;

/** How exactly each dimension of time tells it, in milliseconds. */
const precisions: Record<string, number | undefined> = {
  datetime: second,
  datetimeMinute: minute,
  datetimeFiveMinutes: 5 * minute,
  datetimeFifteenMinutes: 15 * minute,
  datetimeHour: 60 * minute,
};

/** Dimensions that every dataset has. */
export const timeDimensions: readonly string[] = [
  'date',
  ...Object.keys(precisions),
];

const isTime = (name: string) => timeDimensions.includes(name);

/** Rows of many resources are of the same few hours. */
const points = new Map<string, number>();
const starts = new Map<string, string>();
const maxKept = 10_000;

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    if (map.size >= maxKept) map.clear();
    value = make();
    map.set(key, value);
  }
  return value;
}

const pointOf = (time: string) => kept(points, time, () => Date.parse(time));

/** A dimension of a row, those of time among them. */
export function valueOf(row: ActivityRow, name: string): Scalar {
  if (name === 'date') return row.time.slice(0, 10);
  const precision = precisions[name];
  if (precision === undefined) return row.dimensions[name];
  return kept(starts, `${precision}/${row.time}`, () => {
    const start = Math.floor(pointOf(row.time) / precision) * precision;
    return new Date(start).toISOString().replace('.000Z', 'Z');
  });
}

const comparisons: Record<string, (a: Scalar, b: Scalar) => boolean> = {
  geq: (a, b) => a >= b,
  gt: (a, b) => a > b,
  leq: (a, b) => a <= b,
  lt: (a, b) => a < b,
  neq: (a, b) => a !== b,
};

function conditionOf(key: string): [name: string, comparison: string] {
  const [, name, comparison] =
    /^(.+)_(geq|gt|leq|lt|neq|in|notin)$/.exec(key) ?? [];
  return name ? [name, comparison] : [key, ''];
}

/** Times are compared as points in time, however they are written. */
function comparable(name: string, value: unknown): Scalar {
  if (!isTime(name)) return value as Scalar;
  const time = pointOf(String(value));
  if (Number.isNaN(time)) {
    throw new QueryFailure(`"${value}" is not a time, which ${name} takes`);
  }
  return time;
}

/** Whether a row is asked for; the filter may hold lists `AND` and `OR`. */
export function matches(
  filter: Filter,
  dimensions: readonly string[],
): (row: ActivityRow) => boolean {
  const conditions = Object.entries(filter).map(([key, value]) => {
    if (key === 'AND' || key === 'OR') {
      const parts = (value as Filter[]).map(part => matches(part, dimensions));
      return key === 'AND'
        ? (row: ActivityRow) => parts.every(part => part(row))
        : (row: ActivityRow) => parts.some(part => part(row));
    }
    const [name, comparison] = conditionOf(key);
    if (!dimensions.includes(name)) {
      throw new QueryFailure(`unknown arg "${key}"`);
    }
    const read = (row: ActivityRow) => comparable(name, valueOf(row, name));
    if (comparison === 'in' || comparison === 'notin') {
      const values = new Set(
        (value as unknown[]).map(item => comparable(name, item)),
      );
      return (row: ActivityRow) =>
        values.has(read(row)) === (comparison === 'in');
    }
    const wanted = comparable(name, value);
    const compare = comparisons[comparison] ?? ((a, b) => a === b);
    return (row: ActivityRow) => compare(read(row), wanted);
  });
  return row => conditions.every(condition => condition(row));
}

/** The window that a filter spans: a day, and up to now, unless told. */
export function windowOf(filter: Filter, now: Date): TimeWindow {
  let from: number | undefined;
  let to = now.getTime();
  for (const [key, value] of Object.entries(filter)) {
    const [name, comparison] = conditionOf(key);
    const isBound = ['geq', 'gt', 'leq', 'lt', ''].includes(comparison);
    if (!isTime(name) || !isBound) continue;
    const time = comparable(name, value) as number;
    const precision = precisions[name] ?? day;
    if (['geq', 'gt', ''].includes(comparison))
      from = Math.max(from ?? 0, time);
    if (['leq', 'lt', ''].includes(comparison)) {
      to = Math.min(to, time + precision - 1);
    }
  }
  const longest = maxDurationSeconds * second;
  // The end may lie within its last minute or day.
  if (from !== undefined && to - from > longest + day) {
    throw new QueryFailure(
      `cannot request a time range wider than ${maxDurationSeconds}s`,
    );
  }
  const oldest = now.getTime() - notOlderThanSeconds * second;
  return { from: Math.max(oldest, from ?? to - day), to };
}
