import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { containersSectionMessages } from '../containers.sections.messages';

/** The texts of the sections of its panel. */
export const containersTexts = createTranslationRef({
  id: 'cloudflare.sections.containers',
  messages: { sections: { containers: containersSectionMessages } },
});
