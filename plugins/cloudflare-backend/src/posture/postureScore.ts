import {
  CheckState,
  checkStates,
  PostureCounts,
  PostureLevel,
  PostureScore,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** Above, too little is known for silver. */
const MOST_NOT_KNOWN = 0.05;

/** States that count: the others have nothing to be measured. */
const MEASURED: readonly CheckState[] = ['pass', 'fail', 'stale', 'unknown'];

/** What a score is made of. */
export interface Tally {
  counts: PostureCounts;
  /** Measured results that the caller may not see. */
  notVisible: number;
  /** Fails of high severity. */
  highFails: number;
}

export function emptyTally(): Tally {
  return {
    counts: Object.fromEntries(
      checkStates.map(state => [state, 0]),
    ) as PostureCounts,
    notVisible: 0,
    highFails: 0,
  };
}

/** Whether a result of this state counts. */
export function isMeasured(state: CheckState): boolean {
  return MEASURED.includes(state);
}

/** How many results count. */
export function measuredOf(counts: PostureCounts): number {
  return MEASURED.reduce((sum, state) => sum + counts[state], 0);
}

/** The level of now, for which gold is silver. */
export function levelOf(
  tally: Tally,
): Exclude<PostureLevel, 'gold'> | undefined {
  const { counts, notVisible, highFails } = tally;
  // Where nothing is known, there is nothing to be proud of.
  if (counts.pass === 0 || highFails > 0) {
    return undefined;
  }
  const notKnown = counts.unknown + counts.stale + notVisible;
  const all = measuredOf(counts) + notVisible;
  return counts.fail === 0 && notKnown <= all * MOST_NOT_KNOWN
    ? 'silver'
    : 'bronze';
}

/**
 * A score with the counts that it comes from.
 *
 * @param isHeld - whether silver was held for as long as gold takes
 */
export function scoreOf(tally: Tally, isHeld = false): PostureScore {
  const { counts, notVisible } = tally;
  const measured = measuredOf(counts);
  const level = levelOf(tally);
  return {
    counts: { ...counts },
    notVisible,
    score: measured === 0 ? undefined : counts.pass / measured,
    level: level === 'silver' && isHeld ? 'gold' : level,
  };
}
