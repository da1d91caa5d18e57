import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { analyticsEngineSectionMessages } from '../analytics-engine.sections.messages';

/** The texts of the sections of its panel. */
export const analyticsEngineTexts = createTranslationRef({
  id: 'cloudflare.sections.analytics-engine',
  messages: { sections: { analyticsEngine: analyticsEngineSectionMessages } },
});
