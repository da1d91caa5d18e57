import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { databaseFault } from './databaseFault';
import { inTransaction } from './inTransaction';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a transaction', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.schema.createTable('notes', table => table.text('note'));
  });
  const notes = async () => (await knex('notes')).length;

  it('is done whole, or not at all', async () => {
    const insert = (note: string, fault?: Error) =>
      inTransaction(knex, async tx => {
        await tx('notes').insert({ note });
        if (fault) {
          throw fault;
        }
        return note;
      });
    expect(await insert('kept')).toBe('kept');
    const fault = new Error('Not this one');
    await expect(insert('not kept', fault)).rejects.toBe(fault);
    expect(await notes()).toBe(1);
  });

  it('tells what it failed of, also where the database ended it by itself', async () => {
    await knex.raw('pragma max_page_count = 1');
    const before = await notes();
    const failed = await inTransaction(knex, async tx => {
      for (let rows = 0; rows < 100; rows += 1) {
        await tx('notes').insert({ note: 'x'.repeat(8192) });
      }
    }).catch(error => error);
    expect(databaseFault(failed)).toBe(
      'the database, or the disk that it is on, is full (SQLITE_FULL)',
    );
    await knex.raw('pragma max_page_count = 1073741823');
    expect(await notes()).toBe(before);
  });

  it('tells that it could not end, where that is what failed', async () => {
    const commit = inTransaction(knex, async tx => {
      await tx.raw('rollback');
    });
    await expect(commit).rejects.toThrow('no transaction is active');
  });
});
