import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { d1SectionMessages } from '../d1.sections.messages';

/** The texts of the sections of its panel. */
export const d1Texts = createTranslationRef({
  id: 'cloudflare.sections.d1',
  messages: { sections: { d1: d1SectionMessages } },
});
