import { Knex } from 'knex';
import { StoredEntity } from '../StoredPosture';
import { CURRENT } from './EvaluationTable';
import { inTurns } from './inTurns';

/** Rows of one statement. */
const ROWS_AT_ONCE = 100;

/** Inserts rows, some at once. */
export async function insertRows(
  tx: Knex,
  table: string,
  rows: object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await tx(table).insert(rows.slice(start, start + ROWS_AT_ONCE));
  }
}

/** What is to be written for entities to be current in place of others. */
export async function currentRowsOf(
  entities: readonly StoredEntity[],
  before: readonly StoredEntity[],
) {
  const known = new Map(before.map(entity => [entity.entityRef, entity]));
  const current: { entity_ref: string; body: string }[] = [];
  await inTurns(entities, entity => {
    const body = JSON.stringify(entity);
    const old = known.get(entity.entityRef);
    known.delete(entity.entityRef);
    if (!old || JSON.stringify(old) !== body) {
      current.push({ entity_ref: entity.entityRef, body });
    }
  });
  return { current, gone: [...known.keys()] };
}

/** Makes entities current, or takes them out. */
export async function replaceCurrent(
  tx: Knex,
  {
    current,
    gone,
  }: {
    current: readonly { entity_ref: string; body: string }[];
    gone: readonly string[];
  },
): Promise<void> {
  for (let start = 0; start < current.length; start += ROWS_AT_ONCE) {
    await tx(CURRENT)
      .insert(current.slice(start, start + ROWS_AT_ONCE))
      .onConflict('entity_ref')
      .merge();
  }
  for (let start = 0; start < gone.length; start += ROWS_AT_ONCE) {
    await tx(CURRENT)
      .whereIn('entity_ref', gone.slice(start, start + ROWS_AT_ONCE))
      .delete();
  }
}
