import { EvidenceTimes } from '@cloudflare-backstage/plugin-cloudflare-common';
import { evidenceTime } from '@cloudflare-backstage/cloudflare-evidence';
import { TimeWindow } from '../../routing/fields';

/** A half-open stretch of time, in milliseconds since the epoch. */
export interface Interval {
  from: number;
  to: number;
}

/** The same time in order, without overlaps; what touches becomes one. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  const ordered = intervals
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of ordered) {
    const last = result[result.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      result.push({ from, to });
    }
  }
  return result;
}

/** What of the time is not in `taken`. */
export function without(
  intervals: readonly Interval[],
  taken: readonly Interval[],
): Interval[] {
  let rest = merged(intervals);
  for (const { from, to } of merged(taken)) {
    rest = rest.flatMap(interval => [
      { from: interval.from, to: Math.min(interval.to, from) },
      { from: Math.max(interval.from, to), to: interval.to },
    ]);
    rest = rest.filter(interval => interval.from < interval.to);
  }
  return rest;
}

/** What of the time is in `bounds`. */
export function within(
  intervals: readonly Interval[],
  bounds: Interval,
): Interval[] {
  return merged(
    intervals.map(({ from, to }) => ({
      from: Math.max(from, bounds.from),
      to: Math.min(to, bounds.to),
    })),
  );
}

/** A window of dates, or of texts, as an interval. */
export function intervalOf(window: TimeWindow | EvidenceTimes): Interval {
  return {
    from: new Date(window.from).getTime(),
    to: new Date(window.to).getTime(),
  };
}

/** An interval as a window of dates. */
export function windowOf({ from, to }: Interval): TimeWindow {
  return { from: new Date(from), to: new Date(to) };
}

/** An interval as evidence writes it. */
export function timesOf({ from, to }: Interval): EvidenceTimes {
  return {
    from: evidenceTime(new Date(from)),
    to: evidenceTime(new Date(to)),
  };
}

export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 24 * MS_PER_HOUR;

/** The UTC days that lie in an interval, at least in part; oldest first. */
export function daysOf({ from, to }: Interval): Interval[] {
  const days: Interval[] = [];
  for (
    let day = Math.floor(from / MS_PER_DAY) * MS_PER_DAY;
    day < to;
    day += MS_PER_DAY
  ) {
    days.push({ from: day, to: day + MS_PER_DAY });
  }
  return days;
}

/** The last UTC days that are over for so many hours, oldest first. */
export function pastDays(now: number, days: number, hours = 0): Interval[] {
  const over = now - hours * MS_PER_HOUR;
  const to = Math.floor(over / MS_PER_DAY) * MS_PER_DAY;
  return daysOf({ from: to - days * MS_PER_DAY, to });
}
