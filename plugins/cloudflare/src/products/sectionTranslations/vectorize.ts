import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { vectorizeSectionMessages } from '../vectorize.sections.messages';

/** The texts of the sections of its panel. */
export const vectorizeTexts = createTranslationRef({
  id: 'cloudflare.sections.vectorize',
  messages: { sections: { vectorize: vectorizeSectionMessages } },
});
