import {
  checkStates,
  CheckSubject,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { EntityTotals } from './PosturePast';
import { emptyTally, isMeasured, measuredOf, Tally } from './postureScore';
import { PostureRow, PostureSnapshot } from './PostureSnapshot';
import { isShown, PostureView } from './PostureVisibility';
import { StoredTotals } from './StoredPosture';

/** What results are summed up by. Of entities that have none, under ''. */
export interface Rollup {
  total: Tally;
  scorecards: Map<ScorecardId, Tally>;
  /** By the ids of the checks. */
  checks: Map<string, Tally>;
  subjects: Map<CheckSubject, Tally>;
  /** By keys. */
  accounts: Map<string, Tally>;
  /** By entity refs, as the next two. */
  owners: Map<string, Tally>;
  systems: Map<string, Tally>;
  components: Map<string, Tally>;
}

/** Sums up what a caller may see of results, as they are at an instant. */
export function rollUp(
  snapshot: PostureSnapshot,
  instant: number,
  view: PostureView,
  rows: readonly PostureRow[] = snapshot.rows,
): Rollup {
  const states = snapshot.statesAt(instant);
  const rollup: Rollup = {
    total: emptyTally(),
    scorecards: new Map(),
    checks: new Map(),
    subjects: new Map(),
    accounts: new Map(),
    owners: new Map(),
    systems: new Map(),
    components: new Map(),
  };
  for (const row of rows) {
    const { entity, check } = row;
    const state = states[row.index];
    const isListed = isShown(view, entity.entityRef);
    const isSeen = isListed && view.subjects.has(entity.subject);
    if (!isSeen && !isMeasured(state)) {
      continue;
    }
    const add = (tally: Tally) => {
      if (!isSeen) {
        tally.notVisible += 1;
        return;
      }
      tally.counts[state] += 1;
      if (state === 'fail' && check.severity === 'high') {
        tally.highFails += 1;
      }
    };
    add(rollup.total);
    add(tallyOf(rollup.scorecards, row.scorecard));
    add(tallyOf(rollup.checks, check.id));
    add(tallyOf(rollup.subjects, entity.subject));
    if (entity.account !== undefined) {
      add(tallyOf(rollup.accounts, entity.account));
    }
    // Whose the entities are that the catalog hides, nobody learns.
    if (isListed) {
      const shown = (ref: string | undefined) =>
        ref !== undefined && isShown(view, ref) ? ref : '';
      add(tallyOf(rollup.owners, shown(entity.owner)));
      add(tallyOf(rollup.systems, shown(entity.system)));
      const components = entity.components.filter(ref => isShown(view, ref));
      for (const ref of components.length > 0 ? components : ['']) {
        add(tallyOf(rollup.components, ref));
      }
    }
  }
  for (const groups of [rollup.owners, rollup.systems, rollup.components]) {
    for (const [ref, { counts }] of groups) {
      if (Object.values(counts).every(count => count === 0)) {
        groups.delete(ref);
      }
    }
  }
  return rollup;
}

function tallyOf<K>(tallies: Map<K, Tally>, key: K): Tally {
  const known = tallies.get(key);
  if (known) {
    return known;
  }
  const tally = emptyTally();
  tallies.set(key, tally);
  return tally;
}

/** Sums up the totals of an evaluation as a caller may see them from whom permissions alone hide something. */
export function sumTotals(
  totals: readonly StoredTotals[],
  { subjects }: Pick<PostureView, 'subjects'>,
  isMeant: (totals: StoredTotals) => boolean,
): Tally {
  const sum = emptyTally();
  for (const each of totals.filter(isMeant)) {
    addTotals(sum, each, subjects.has(each.subject));
  }
  return sum;
}

/**
 * Sums up the entities of an evaluation of the past, of those that there are
 * now: whether a caller would have been shown the others, nobody knows.
 */
export function sumEntities(
  past: EntityTotals,
  { entities }: PostureSnapshot,
  view: PostureView,
): Map<ScorecardId, Tally> {
  const sums = new Map<ScorecardId, Tally>();
  for (const [ref, totals] of past) {
    if (entities.has(ref)) {
      const isListed = isShown(view, ref);
      for (const each of totals) {
        const isSeen = isListed && view.subjects.has(each.subject);
        addTotals(tallyOf(sums, each.scorecard), each, isSeen);
      }
    }
  }
  return sums;
}

function addTotals(
  sum: Tally,
  { counts, highFails }: StoredTotals,
  isSeen: boolean,
): void {
  if (isSeen) {
    checkStates.forEach(state => {
      sum.counts[state] += counts[state];
    });
    sum.highFails += highFails;
  } else {
    sum.notVisible += measuredOf(counts);
  }
}
