import { randomBytes } from 'node:crypto';
import {
  DatabaseService,
  resolvePackagePath,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Pseudonyms } from './Pseudonyms';

const CONFIG_KEY = 'cloudflare.redaction.pseudonymKey';
const LEAST_LENGTH = 32;
const TABLE = 'redaction_keys';
const PURPOSE = 'pseudonyms';

/**
 * The pseudonyms of this installation: by the configured key, or by one that
 * is made once and kept in the plugin's database.
 */
export async function loadPseudonyms(options: {
  config: RootConfigService;
  database: DatabaseService;
}): Promise<Pseudonyms> {
  const configured = options.config.getOptionalString(CONFIG_KEY);
  if (configured !== undefined && configured.length < LEAST_LENGTH) {
    throw new InputError(
      `Invalid configuration at '${CONFIG_KEY}': expected at least ${LEAST_LENGTH} characters`,
    );
  }
  return new Pseudonyms(configured ?? (await storedKey(options.database)));
}

async function storedKey(database: DatabaseService): Promise<string> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@cloudflare-backstage/plugin-cloudflare-backend',
        'migrations',
      ),
    });
  }
  // Two replicas may start at once: the first to insert decides, both read.
  await knex(TABLE)
    .insert({ purpose: PURPOSE, key: randomBytes(32).toString('hex') })
    .onConflict('purpose')
    .ignore();
  const row = await knex(TABLE).where({ purpose: PURPOSE }).first('key');
  return row.key;
}
