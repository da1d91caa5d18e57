import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The plugin's database, with all its tables as this version has them. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  // Else the values of a statement that fails stand in the error's message,
  // and so in logs and answers.
  knex.client.config.compileSqlOnError = false;
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@cloudflare-backstage/plugin-cloudflare-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
