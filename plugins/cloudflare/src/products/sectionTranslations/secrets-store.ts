import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { secretsStoreSectionMessages } from '../secrets-store.sections.messages';

/** The texts of the sections of its panel. */
export const secretsStoreTexts = createTranslationRef({
  id: 'cloudflare.sections.secrets-store',
  messages: { sections: { secretsStore: secretsStoreSectionMessages } },
});
