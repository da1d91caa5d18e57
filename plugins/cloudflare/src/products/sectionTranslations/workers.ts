import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { workersSectionMessages } from '../workers.sections.messages';

/** The texts of the sections of its panel. */
export const workersTexts = createTranslationRef({
  id: 'cloudflare.sections.workers',
  messages: { sections: { workers: workersSectionMessages } },
});
