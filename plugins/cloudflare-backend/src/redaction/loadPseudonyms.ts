import { randomBytes } from 'node:crypto';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { Pseudonyms } from './Pseudonyms';
import { readRedactionRules } from './readRedactionRules';

const CONFIG_KEY = 'cloudflare.redaction.pseudonymKey';
const LEAST_LENGTH = 32;
const TABLE = 'redaction_keys';
const PURPOSE = 'pseudonyms';

/**
 * The pseudonyms of this installation: by the configured key, or by one that
 * is made once and kept in the plugin's database; and the rules by which it
 * masks.
 */
export async function loadPseudonyms(options: {
  config: RootConfigService;
  knex: Knex;
}): Promise<Pseudonyms> {
  const configured = options.config.getOptionalString(CONFIG_KEY);
  if (configured !== undefined && configured.length < LEAST_LENGTH) {
    throw new InputError(
      `Invalid configuration at '${CONFIG_KEY}': expected at least ${LEAST_LENGTH} characters`,
    );
  }
  const rules = readRedactionRules(options.config);
  return new Pseudonyms(configured ?? (await storedKey(options.knex)), rules);
}

async function storedKey(knex: Knex): Promise<string> {
  // Two replicas may start at once: the first to insert decides, both read.
  await knex(TABLE)
    .insert({ purpose: PURPOSE, key: randomBytes(32).toString('hex') })
    .onConflict('purpose')
    .ignore();
  const row = await knex(TABLE).where({ purpose: PURPOSE }).first('key');
  return row.key;
}
