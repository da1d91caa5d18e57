import {
  Check,
  checks,
  CheckState,
  findCheck,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { freshFrom, freshUntil } from './evaluate';
import {
  aging,
  EvaluationRow,
  StoredEntity,
  StoredResult,
} from './StoredPosture';

const SEVERITIES: readonly Check['severity'][] = ['high', 'medium', 'low'];

/**
 * Until when an exemption holds for a result of an entity, in milliseconds;
 * undefined: not known any more.
 */
export type ExemptUntil = (
  exemption: string,
  checkId: string,
  entity: StoredEntity,
) => number | undefined;

/** A result with all that is to be known of it. */
export interface PostureRow {
  /** In the order of severities, checks and entities: unlike any other's. */
  index: number;
  entity: StoredEntity;
  check: Check;
  scorecard: ScorecardId;
  stored: StoredResult;
  /** Before, it is of a clock that was ahead, in milliseconds. */
  beginsAt: number;
  /** When it says nothing of now any more, in milliseconds. */
  endsAt: number;
}

/** The results of one evaluation. */
export class PostureSnapshot {
  /** The most severe first. */
  readonly rows: readonly PostureRow[];
  /** By entity refs. */
  readonly entities: ReadonlyMap<string, StoredEntity>;
  /** All that results tell of: entities, and what they belong to. */
  readonly refs: ReadonlySet<string>;
  private readonly byEntity = new Map<string, PostureRow[]>();
  private aged?: { instant: number; states: readonly CheckState[] };

  /** Results of checks that there are no more are left out. */
  constructor(
    readonly evaluation: EvaluationRow,
    entities: readonly StoredEntity[],
    exemptUntil: ExemptUntil,
  ) {
    this.entities = new Map(entities.map(each => [each.entityRef, each]));
    this.refs = new Set(
      entities.flatMap(({ entityRef, owner, system, components }) =>
        [entityRef, owner, system, ...components].flatMap(ref => ref || []),
      ),
    );
    const rank = new Map(checks.map(({ id }, i) => [id, i]));
    this.rows = entities
      .flatMap(entity =>
        entity.results.flatMap((stored): PostureRow[] => {
          const found = findCheck(stored.checkId);
          return found
            ? [
                {
                  ...found,
                  index: 0,
                  entity,
                  stored,
                  beginsAt: beginningOf(stored),
                  endsAt: endOf(found.check, stored, until =>
                    exemptUntil(until, stored.checkId, entity),
                  ),
                },
              ]
            : [];
        }),
      )
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.check.severity) -
            SEVERITIES.indexOf(b.check.severity) ||
          rank.get(a.check.id)! - rank.get(b.check.id)! ||
          compareTexts(a.entity.entityRef, b.entity.entityRef),
      );
    this.rows.forEach((row, index) => {
      row.index = index;
      const { entityRef } = row.entity;
      const own = this.byEntity.get(entityRef);
      if (own) {
        own.push(row);
      } else {
        this.byEntity.set(entityRef, [row]);
      }
    });
  }

  /** The results of an entity. */
  of(entityRef: string): readonly PostureRow[] {
    return this.byEntity.get(entityRef) ?? [];
  }

  /** The states of all rows at an instant, by their indexes. */
  statesAt(instant: number): readonly CheckState[] {
    if (this.aged?.instant !== instant) {
      this.aged = {
        instant,
        states: this.rows.map(row => stateAt(row, instant)),
      };
    }
    return this.aged.states;
  }
}

/** What a result says at an instant: nothing of now when it is too old. */
export function stateAt(
  {
    stored,
    beginsAt,
    endsAt,
  }: Pick<PostureRow, 'stored' | 'beginsAt' | 'endsAt'>,
  instant: number,
): CheckState {
  return instant >= beginsAt && instant <= endsAt ? stored.state : 'stale';
}

function beginningOf({ state, observedAt }: StoredResult): number {
  return aging.includes(state) && observedAt !== undefined
    ? freshFrom(observedAt)
    : -Infinity;
}

/** What is neither exempt nor says something of facts does not age. */
function endOf(
  check: Check,
  { state, observedAt, confirmedAt = observedAt, exemption }: StoredResult,
  exemptUntil: (exemption: string) => number | undefined,
): number {
  if (state === 'exempt') {
    return (exemption && exemptUntil(exemption)) || Infinity;
  }
  // What concerns no check for reasons that nothing was read for stays so.
  if (
    !aging.includes(state) ||
    (state === 'not-applicable' && observedAt === undefined)
  ) {
    return Infinity;
  }
  const end = freshUntil(check, confirmedAt);
  return Number.isNaN(end) ? -Infinity : end;
}

/** An order that is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
