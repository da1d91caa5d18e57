import type { Knex } from 'knex';

/**
 * Does something in one transaction. What made it fail is thrown, not what its
 * end met then: a full SQLite ends a transaction by itself, and Knex finds none
 * to roll back.
 *
 * @public
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (transaction: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const faults: unknown[] = [];
  try {
    return await knex.transaction(async transaction =>
      work(transaction).catch(error => {
        faults.push(error);
        throw error;
      }),
    );
  } catch (error) {
    throw faults.length > 0 ? faults[0] : error;
  }
}
