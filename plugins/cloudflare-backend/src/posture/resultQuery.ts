import {
  CheckState,
  CheckSubject,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSight } from './PostureBoard';
import { PostureRow } from './PostureSnapshot';
import { isShown, isVisible, PostureView } from './PostureVisibility';
import { sinceOf } from './toPostureResult';

/** The worst first. */
const STATES_WORST_FIRST: readonly CheckState[] = [
  'fail',
  'stale',
  'unknown',
  'pass',
  'exempt',
  'not-applicable',
];

/** In which order results are listed. */
export const resultOrders = [
  'worst',
  'entity',
  'check',
  'newest',
  'oldest-facts',
] as const;
export type ResultOrder = (typeof resultOrders)[number];

/** Which results are meant; what is absent does not matter. */
export interface ResultFilter {
  scorecard?: ScorecardId;
  check?: string;
  states?: readonly CheckState[];
  severity?: string;
  subject?: CheckSubject;
  account?: string;
  /** Entity refs; '' for none. */
  owner?: string;
  system?: string;
  component?: string;
  entity?: string;
  search?: string;
  /** The state has been this since then or later. */
  changedSince?: Date;
}

/** A result that is meant, with the state that it has now. */
export interface FoundResult {
  row: PostureRow;
  state: CheckState;
}

/** The results that are meant and that the caller may see, in no order. */
export function findResults(
  { snapshot, instant }: PostureSight,
  view: PostureView,
  filter: ResultFilter,
): FoundResult[] {
  const states = snapshot.statesAt(instant);
  const sought = filter.search?.toLowerCase();
  const seen = new Map<string, boolean>();
  const rows =
    filter.entity === undefined ? snapshot.rows : snapshot.of(filter.entity);
  const found: FoundResult[] = [];
  for (const row of rows) {
    const { entity, check } = row;
    const state = states[row.index];
    if (
      (filter.scorecard && row.scorecard !== filter.scorecard) ||
      (filter.check && check.id !== filter.check) ||
      (filter.states && !filter.states.includes(state)) ||
      (filter.severity && check.severity !== filter.severity) ||
      (filter.subject && entity.subject !== filter.subject) ||
      (filter.account && entity.account !== filter.account)
    ) {
      continue;
    }
    let isMeant = seen.get(entity.entityRef);
    if (isMeant === undefined) {
      isMeant = isVisible(view, entity) && belongsTo(row, view, filter);
      seen.set(entity.entityRef, isMeant);
    }
    if (
      isMeant &&
      (!sought || tells(row, sought)) &&
      (!filter.changedSince ||
        Date.parse(sinceOf(row, state)) >= filter.changedSince.getTime())
    ) {
      found.push({ row, state });
    }
  }
  return found;
}

function belongsTo(
  { entity }: PostureRow,
  view: PostureView,
  { owner, system, component }: ResultFilter,
): boolean {
  const has = (ref: string | undefined, wanted: string | undefined) =>
    wanted === undefined ||
    (ref !== undefined && isShown(view, ref) ? ref : '') === wanted;
  const components = entity.components.filter(ref => isShown(view, ref));
  return (
    has(entity.owner, owner) &&
    has(entity.system, system) &&
    (component === undefined ||
      (component === ''
        ? components.length === 0
        : components.includes(component)))
  );
}

function tells({ entity, check }: PostureRow, sought: string): boolean {
  return [
    entity.title,
    entity.name,
    entity.entityRef,
    check.id,
    check.title,
  ].some(text => text.toLowerCase().includes(sought));
}

/** What an order goes by; where it is the same, the more severe comes first. */
const keys: Record<ResultOrder, (found: FoundResult) => string | number> = {
  worst: ({ state }) => STATES_WORST_FIRST.indexOf(state),
  entity: ({ row: { entity } }) => `${entity.title} ${entity.entityRef}`,
  check: ({ row }) => row.check.id,
  newest: ({ row, state }) => -Date.parse(sinceOf(row, state)),
  'oldest-facts': ({ row }) => row.stored.observedAt ?? '',
};

/** The first of the results after one, in an order in which each has a place of its own. */
export function pageOfResults(
  found: readonly FoundResult[],
  {
    order,
    after,
    limit,
  }: { order: ResultOrder; after?: FoundResult; limit: number },
): { page: FoundResult[]; hasMore: boolean } {
  const place = (each: FoundResult) => ({
    found: each,
    key: keys[order](each),
  });
  const last = after && place(after);
  const sorted = found
    .map(place)
    .filter(each => !last || comparePlaces(each, last) > 0)
    .sort(comparePlaces);
  return {
    page: sorted.slice(0, limit).map(each => each.found),
    hasMore: sorted.length > limit,
  };
}

function comparePlaces(
  a: { found: FoundResult; key: string | number },
  b: { found: FoundResult; key: string | number },
): number {
  if (a.key === b.key) {
    return a.found.row.index - b.found.row.index;
  }
  return a.key < b.key ? -1 : 1;
}
