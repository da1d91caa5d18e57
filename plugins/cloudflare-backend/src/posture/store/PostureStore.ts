import { findCheck } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import {
  EvaluationRow,
  PostureReadStore,
  StoredEntity,
  StoredResult,
} from '../StoredPosture';
import {
  ANCHORS,
  CHANGES,
  CURRENT,
  dayOf,
  EvaluationRecord,
  EVALUATIONS,
  lastFinished,
  toEvaluation,
} from './EvaluationTable';
import { ObservedTimes, withObservedTimes } from './observedTimes';
import { entitiesOf } from './entitiesOf';
import { inTurns } from './inTurns';
import { PostureChangeBody } from './postureChange';
import { CheckPlace, totalsOf } from './totalsOf';

/** What posture keeps, and its past. */
export class PostureStore implements PostureReadStore {
  constructor(
    private readonly knex: Knex,
    private readonly placeOf: CheckPlace = findCheck,
  ) {}

  async finished(by?: Date): Promise<EvaluationRow | undefined> {
    const record = await lastFinished(this.knex, by);
    return record && toEvaluation(record);
  }

  async latest(): Promise<EvaluationRow | undefined> {
    const record: EvaluationRecord | undefined = await this.knex(EVALUATIONS)
      .orderBy('id', 'desc')
      .first();
    return record && toEvaluation(record);
  }

  async current(): Promise<StoredEntity[]> {
    const rows: { body: string }[] = await this.knex(CURRENT)
      .orderBy('entity_ref')
      .select('body');
    const entities: StoredEntity[] = [];
    await inTurns(rows, ({ body }) => entities.push(JSON.parse(body)));
    return entities;
  }

  async at(
    time: Date,
  ): Promise<
    { evaluation: EvaluationRow; entities: StoredEntity[] } | undefined
  > {
    const record = await lastFinished(this.knex, time);
    if (!record) {
      return undefined;
    }
    const times: ObservedTimes = JSON.parse(record.observed ?? '{}');
    const entities = (await entitiesOf(this.knex, record)).map(entity =>
      withObservedTimes(entity, times),
    );
    return {
      evaluation: {
        ...toEvaluation(record),
        totals: totalsOf(entities, this.placeOf),
      },
      entities,
    };
  }

  async days(from: Date, to: Date): Promise<EvaluationRow[]> {
    const records: EvaluationRecord[] = await this.knex(EVALUATIONS)
      .where({ outcome: 'finished' })
      .whereBetween('day', [dayOf(from), dayOf(to)])
      // Only the last of each day has them.
      .whereNotNull('totals')
      .orderBy('day');
    return records.map(toEvaluation);
  }

  async ofEntity(
    entityRef: string,
    from: Date,
    to: Date,
  ): Promise<{ at: string; results: StoredResult[] }[]> {
    const kept = await Promise.all(
      [ANCHORS, CHANGES].map(
        async (
          table,
        ): Promise<{ id: number; at: string; body: string | null }[]> =>
          this.knex(table)
            .join(EVALUATIONS, `${table}.evaluation`, `${EVALUATIONS}.id`)
            .where({ entity_ref: entityRef })
            .whereBetween('finished_at', [from.toISOString(), to.toISOString()])
            .select({ id: 'evaluation', at: 'finished_at', body: 'body' }),
      ),
    );
    return kept
      .flat()
      .sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id)
      .map(({ at, body }) => ({ at, results: resultsIn(body) }));
  }
}

/** Of an anchor, or of a change. */
function resultsIn(body: string | null): StoredResult[] {
  const parsed: StoredEntity | PostureChangeBody | null =
    body === null ? null : JSON.parse(body);
  if (!parsed) {
    return [];
  }
  return 'entity' in parsed ? parsed.entity.results : parsed.results;
}
