import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { browserRenderingSectionMessages } from '../browser-rendering.sections.messages';

/** The texts of the sections of its panel. */
export const browserRenderingTexts = createTranslationRef({
  id: 'cloudflare.sections.browser-rendering',
  messages: { sections: { browserRendering: browserRenderingSectionMessages } },
});
