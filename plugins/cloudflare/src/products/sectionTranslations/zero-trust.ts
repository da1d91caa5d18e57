import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { zeroTrustSectionMessages } from '../zero-trust.sections.messages';

/** The texts of the sections of its panel. */
export const zeroTrustTexts = createTranslationRef({
  id: 'cloudflare.sections.zero-trust',
  messages: { sections: { zeroTrust: zeroTrustSectionMessages } },
});
