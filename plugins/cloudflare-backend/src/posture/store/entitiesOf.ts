import { Knex } from 'knex';
import { StoredEntity } from '../StoredPosture';
import { ANCHORS, CHANGES, EvaluationRecord } from './EvaluationTable';
import { inTurns } from './inTurns';
import { PostureChangeBody, withChange } from './postureChange';

/** What an evaluation found: what its day began with, and what changed until then. */
export async function entitiesOf(
  knex: Knex,
  { id, day }: Pick<EvaluationRecord, 'id' | 'day'>,
): Promise<StoredEntity[]> {
  const anchors: { entity_ref: string; body: string }[] = await knex(ANCHORS)
    .where({ day })
    .where('evaluation', '<=', id)
    .select('entity_ref', 'body');
  const changes: { entity_ref: string; body: string | null }[] = await knex(
    CHANGES,
  )
    .where({ day })
    .where('evaluation', '<=', id)
    .orderBy('evaluation')
    .select('entity_ref', 'body');
  const entities = new Map<string, StoredEntity>();
  await inTurns(anchors, ({ entity_ref, body }) =>
    entities.set(entity_ref, JSON.parse(body)),
  );
  await inTurns(changes, ({ entity_ref, body }) => {
    if (body === null) {
      entities.delete(entity_ref);
    } else {
      const change: PostureChangeBody = JSON.parse(body);
      entities.set(entity_ref, withChange(entities.get(entity_ref), change));
    }
  });
  return [...entities.values()].sort((a, b) =>
    a.entityRef < b.entityRef ? -1 : 1,
  );
}
