import { Config } from '@backstage/config';
import { Knex } from 'knex';
import { Exemptions } from './exemptions/Exemptions';
import { readExemptions } from './exemptions/readExemptions';
import { readScorecardsConfig } from './readScorecardsConfig';
import { ScorecardsConfig } from './ScorecardsConfig';
import { PostureStore } from './store/PostureStore';

/** What posture is evaluated and told with, before anything is evaluated. */
export interface OpenPosture {
  config: ScorecardsConfig;
  exemptions: Exemptions;
  store: PostureStore;
}

/** @throws InputError for a wrong configuration or exemption, telling which */
export async function openPosture(options: {
  config: Config;
  knex: Knex;
  mask(text: string): string;
}): Promise<OpenPosture> {
  const config = readScorecardsConfig(options.config);
  return {
    config,
    exemptions: await readExemptions(config.exemptionsFile, options.mask),
    store: new PostureStore(options.knex),
  };
}
