import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../../database/openDatabase';

type TestDatabaseId = Parameters<TestDatabases['init']>[0];

const postgres = [14, 15, 16, 17, 18]
  .filter(
    version =>
      process.env[
        `BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`
      ],
  )
  .map(version => `POSTGRES_${version}` as TestDatabaseId);

/** SQLite, and PostgreSQL where a connection string is given. */
export const databases = TestDatabases.create({
  ids: ['SQLITE_3', ...postgres],
});

/** A database of its own with the plugin's tables. */
export async function openTestDatabase(id: TestDatabaseId): Promise<Knex> {
  const knex = await databases.init(id);
  return openDatabase(mockServices.database({ knex }));
}
