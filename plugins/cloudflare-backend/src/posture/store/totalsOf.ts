import {
  checkStates,
  findCheck,
  PostureCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { StoredEntity, StoredTotals } from '../StoredPosture';

/** Finds a check, and the scorecard that it belongs to. */
export type CheckPlace = typeof findCheck;

/** The counts of results, by scorecard, subject and account. */
export function totalsOf(
  entities: readonly StoredEntity[],
  placeOf: CheckPlace = findCheck,
): StoredTotals[] {
  const totals = new Map<string, StoredTotals>();
  for (const { subject, account, results } of entities) {
    for (const { checkId, state } of results) {
      const place = placeOf(checkId);
      // A check that this version no longer has is in no scorecard.
      if (!place) {
        continue;
      }
      const key = JSON.stringify([place.scorecard, subject, account]);
      const total = totals.get(key) ?? {
        scorecard: place.scorecard,
        subject,
        ...(account !== undefined && { account }),
        counts: noCounts(),
        highFails: 0,
      };
      totals.set(key, total);
      total.counts[state] += 1;
      if (state === 'fail' && place.check.severity === 'high') {
        total.highFails += 1;
      }
    }
  }
  return [...totals.values()];
}

function noCounts(): PostureCounts {
  return Object.fromEntries(
    checkStates.map(state => [state, 0]),
  ) as PostureCounts;
}
