import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { r2SectionMessages } from '../r2.sections.messages';

/** The texts of the sections of its panel. */
export const r2Texts = createTranslationRef({
  id: 'cloudflare.sections.r2',
  messages: { sections: { r2: r2SectionMessages } },
});
