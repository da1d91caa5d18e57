import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { durableObjectsSectionMessages } from '../durable-objects.sections.messages';

/** The texts of the sections of its panel. */
export const durableObjectsTexts = createTranslationRef({
  id: 'cloudflare.sections.durable-objects',
  messages: { sections: { durableObjects: durableObjectsSectionMessages } },
});
