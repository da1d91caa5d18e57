import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { addDays, startOf, utcDay, UtcDay } from './utcDays';

/**
 * How a day of a log is:
 *
 * - `sealed`: there is evidence of all of it
 * - `open`: a part was not read, and still can be
 * - `partial`: there is evidence, with gaps that stay
 * - `lost`: a part was not read, and cannot be any more; no evidence yet
 * - `unsealed`: no evidence yet
 * - `before`: the log was not collected yet
 */
export type DayState =
  | 'sealed'
  | 'open'
  | 'partial'
  | 'lost'
  | 'unsealed'
  | 'before';

/** As many as the backend tells of, unless collection began later. */
const DAYS = 30;

/** All states, what needs attention first, first. */
export const dayStates: readonly DayState[] = [
  'open',
  'lost',
  'partial',
  'unsealed',
  'sealed',
  'before',
];

/** A day of a log. */
export interface CoverageDay {
  day: UtcDay;
  state: DayState;
}

/** How each day of a log is, the oldest first. */
export function coverageDays(coverage: EvidenceCoverage): CoverageDay[] {
  const { days, gaps } = coverage;
  const told = days.map(({ day, state }): CoverageDay => {
    const has = (gapState: 'open' | 'lost') =>
      gaps.some(gap => gap.state === gapState && isOnDay(gap, day));
    if (state === 'sealed') {
      return { day, state };
    }
    if (has('open')) {
      return { day, state: 'open' };
    }
    if (state === 'partial') {
      return { day, state };
    }
    return { day, state: has('lost') ? 'lost' : 'unsealed' };
  });
  return [...daysBefore(coverage), ...told];
}

/** Whether the log was collected before the first of the days. */
export function isCollectedThroughout(coverage: EvidenceCoverage): boolean {
  const { since } = coverage;
  return (
    since !== undefined &&
    Date.parse(since) <= Date.parse(startOf(firstDay(coverage)))
  );
}

/** Days that the backend leaves out, as the log was not collected yet. */
function daysBefore(coverage: EvidenceCoverage): CoverageDay[] {
  const { days, window } = coverage;
  const end = days[0]?.day ?? utcDay(window.to);
  const before: CoverageDay[] = [];
  for (let day = firstDay(coverage); day < end; day = addDays(day, 1)) {
    before.push({ day, state: 'before' });
  }
  return before;
}

function firstDay({ window }: EvidenceCoverage): UtcDay {
  return addDays(utcDay(window.to), -DAYS);
}

function isOnDay({ from, to }: { from: string; to: string }, day: UtcDay) {
  return (
    Date.parse(from) < Date.parse(startOf(addDays(day, 1))) &&
    Date.parse(to) > Date.parse(startOf(day))
  );
}

/** Days of one state in a row. */
export interface DayRun {
  from: UtcDay;
  to: UtcDay;
  state: DayState;
}

/** The days of a state, put together where they follow each other. */
export function runsOf(
  days: readonly CoverageDay[],
  state: DayState,
): DayRun[] {
  const runs: DayRun[] = [];
  for (const { day } of days.filter(one => one.state === state)) {
    const last = runs[runs.length - 1];
    if (last && addDays(last.to, 1) === day) {
      last.to = day;
    } else {
      runs.push({ from: day, to: day, state });
    }
  }
  return runs;
}
