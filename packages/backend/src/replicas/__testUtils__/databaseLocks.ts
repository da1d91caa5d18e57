import { Knex } from 'knex';

/** Holds a row, so that whoever writes it waits; answers how to let it go. */
export async function lockRow(
  knex: Knex,
  table: string,
  row: Record<string, string>,
): Promise<() => Promise<void>> {
  const transaction = await knex.transaction();
  await transaction(table).where(row).forUpdate().first();
  return async () => {
    await transaction.rollback();
  };
}

/** How many sessions wait to update a table. */
export async function waitingToUpdate(
  knex: Knex,
  table: string,
): Promise<number> {
  const waiting = await knex('pg_stat_activity')
    .whereRaw('datname = current_database()')
    .where({ wait_event_type: 'Lock' })
    .where('query', 'like', `update "${table}"%`);
  return waiting.length;
}
