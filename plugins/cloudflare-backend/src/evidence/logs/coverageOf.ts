import {
  EvidenceBundle,
  EvidenceCoverage,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  daysOf,
  Interval,
  intervalOf,
  merged,
  timesOf,
  within,
  without,
} from './intervals';

/** A sealed bundle of a log, as coverage needs it. */
export type SealedLog = Pick<
  EvidenceBundle,
  'id' | 'window' | 'state' | 'gaps'
>;

/** What of a log is kept or sealed, as dates would make it hard to compute. */
export interface CoverageQuestion {
  window: Interval;
  /** Days that begin earlier are not told. */
  daysFrom: number;
  /** What is kept. */
  kept: readonly Interval[];
  /** Newest last. */
  sealed: readonly SealedLog[];
  /** What can still be read. */
  readable: Interval;
  /** What is newer is not expected to be read yet. */
  dueBefore: number;
  retentionMs: number;
}

/** Tells what of a log is safe, what is missing, and for how long it can be had. */
export function coverageOf({
  window,
  daysFrom,
  kept,
  sealed,
  readable,
  dueBefore,
  retentionMs,
}: CoverageQuestion): Pick<EvidenceCoverage, 'covered' | 'gaps' | 'days'> {
  const covered = within([...kept, ...sealed.flatMap(readBy)], window);
  const due = { from: window.from, to: Math.min(window.to, dueBefore) };
  const missing = without([due], covered);
  const gaps = missing.flatMap(gap => {
    const open = within([gap], { from: readable.from, to: Infinity });
    return [
      ...without([gap], open).map(times => ({
        ...times,
        state: 'lost' as const,
      })),
      ...open.map(times => ({
        ...times,
        state: 'open' as const,
        until: timesOf({ from: times.from + retentionMs, to: 0 }).from,
      })),
    ];
  });
  return {
    covered: covered.map(timesOf),
    gaps: gaps
      .sort((a, b) => a.from - b.from)
      .map(gap => ({ ...gap, ...timesOf(gap) })),
    days: daysOf(window)
      .filter(day => day.to <= readable.to && day.from >= daysFrom)
      .map(day => dayOf(day, sealed)),
  };
}

/** The times of a bundle without its gaps. */
export function readBy({ window, gaps }: SealedLog): Interval[] {
  if (!window) {
    return [];
  }
  const holes = gaps.flatMap(({ from, to }) =>
    from && to ? [intervalOf({ from, to })] : [],
  );
  return without([intervalOf(window)], holes);
}

function dayOf(
  day: Interval,
  sealed: readonly SealedLog[],
): EvidenceCoverage['days'][number] {
  const touching = sealed.filter(
    ({ window }) => window && within([intervalOf(window)], day).length > 0,
  );
  const left = without(
    [day],
    merged(
      touching.flatMap(({ state, window }) =>
        state === 'complete' ? [intervalOf(window!)] : [],
      ),
    ),
  );
  const newest = touching[touching.length - 1];
  const ifNot = newest ? 'partial' : 'unsealed';
  return {
    day: timesOf(day).from.slice(0, 10),
    state: left.length === 0 ? 'sealed' : ifNot,
    ...(newest && { bundle: newest.id }),
  };
}
