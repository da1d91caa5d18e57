import {
  CheckState,
  PostureCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** The states that a score is made of, the good one first. */
export const judgedStates = [
  'pass',
  'fail',
  'stale',
  'unknown',
] as const satisfies readonly CheckState[];

/** How many results a score is of. */
export function judgedOf(counts: PostureCounts): number {
  return judgedStates.reduce((sum, state) => sum + counts[state], 0);
}

/** A share for people, rounded down: what is nearly all is not all. */
export function shareText(share: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(Math.floor(share * 1000) / 1000);
}
