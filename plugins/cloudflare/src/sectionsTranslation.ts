import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { accessSectionMessages } from './components/accessSection.messages';
import { seriesSectionMessages } from './components/sections/series.messages';
import { stepGraphMessages } from './components/stepGraph.messages';

/**
 * The texts that the sections of the panels of several products share, which are
 * loaded with the first panel that is opened. Override them as those of
 * `cloudflareTranslationRef`.
 *
 * @public
 */
export const cloudflareSectionsTranslationRef = createTranslationRef({
  id: 'cloudflare.sections',
  messages: {
    sections: {
      access: accessSectionMessages,
      series: seriesSectionMessages,
      stepGraph: stepGraphMessages,
    },
  },
});
