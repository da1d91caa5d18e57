import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from './openDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('openDatabase', () => {
  it('tells no values of a statement that fails, within a transaction or without', async () => {
    const knex = await openDatabase(
      mockServices.database({ knex: await databases.init('SQLITE_3') }),
    );
    const insert = (table: string, on = knex) =>
      on(table).insert({ purpose: 'test', key: 'CANARY-7f3a' });
    const failures = [
      await insert('no_such_table').catch(error => error),
      await knex
        .transaction(async transaction => {
          await insert('redaction_keys', transaction);
          await insert('redaction_keys', transaction);
        })
        .catch(error => error),
    ];
    for (const failure of failures) {
      expect(failure.message).toContain('insert into');
      expect(`${failure.stack} ${JSON.stringify(failure)}`).not.toContain(
        'CANARY',
      );
    }
  });
});
