import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { pagesSectionMessages } from '../pages.sections.messages';

/** The texts of the sections of its panel. */
export const pagesTexts = createTranslationRef({
  id: 'cloudflare.sections.pages',
  messages: { sections: { pages: pagesSectionMessages } },
});
