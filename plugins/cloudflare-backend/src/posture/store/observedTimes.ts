import { aging, StoredEntity, StoredResult } from '../StoredPosture';

/**
 * When the oldest facts of each check were read, by account and subject. Rows
 * of the past are of the time when something changed; that facts were read anew
 * since is kept with each evaluation, once for all entities of a kind.
 */
export type ObservedTimes = Record<string, string>;

export function observedTimesOf(
  entities: readonly StoredEntity[],
): ObservedTimes {
  const oldest: ObservedTimes = {};
  for (const entity of entities) {
    for (const { checkId, state, observedAt } of entity.results) {
      const key = keyOf(entity, checkId);
      if (
        observedAt !== undefined &&
        aging.includes(state) &&
        !(oldest[key] <= observedAt)
      ) {
        oldest[key] = observedAt;
      }
    }
  }
  return oldest;
}

/** The entity, and until when its facts were found to be what they are. */
export function withObservedTimes(
  entity: StoredEntity,
  times: ObservedTimes,
): StoredEntity {
  return {
    ...entity,
    results: entity.results.map(result => confirmed(result, entity, times)),
  };
}

function confirmed(
  result: StoredResult,
  entity: StoredEntity,
  times: ObservedTimes,
): StoredResult {
  const { checkId, state, observedAt } = result;
  const oldest = times[keyOf(entity, checkId)];
  return aging.includes(state) &&
    observedAt !== undefined &&
    oldest > observedAt
    ? { ...result, confirmedAt: oldest }
    : result;
}

function keyOf(
  { account = '', subject }: Pick<StoredEntity, 'account' | 'subject'>,
  checkId: string,
): string {
  return `${account} ${subject} ${checkId}`;
}
