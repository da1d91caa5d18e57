import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { hyperdriveSectionMessages } from '../hyperdrive.sections.messages';

/** The texts of the sections of its panel. */
export const hyperdriveTexts = createTranslationRef({
  id: 'cloudflare.sections.hyperdrive',
  messages: { sections: { hyperdrive: hyperdriveSectionMessages } },
});
