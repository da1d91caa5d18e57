import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { aiSearchSectionMessages } from '../ai-search.sections.messages';

/** The texts of the sections of its panel. */
export const aiSearchTexts = createTranslationRef({
  id: 'cloudflare.sections.ai-search',
  messages: { sections: { aiSearch: aiSearchSectionMessages } },
});
