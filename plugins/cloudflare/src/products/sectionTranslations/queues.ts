import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { queuesSectionMessages } from '../queues.sections.messages';

/** The texts of the sections of its panel. */
export const queuesTexts = createTranslationRef({
  id: 'cloudflare.sections.queues',
  messages: { sections: { queues: queuesSectionMessages } },
});
