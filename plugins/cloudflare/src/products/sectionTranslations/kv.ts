import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { kvSectionMessages } from '../kv.sections.messages';

/** The texts of the sections of its panel. */
export const kvTexts = createTranslationRef({
  id: 'cloudflare.sections.kv',
  messages: { sections: { kv: kvSectionMessages } },
});
