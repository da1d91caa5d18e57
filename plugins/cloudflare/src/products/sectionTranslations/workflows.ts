import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { workflowsSectionMessages } from '../workflows.sections.messages';

/** The texts of the sections of its panel. */
export const workflowsTexts = createTranslationRef({
  id: 'cloudflare.sections.workflows',
  messages: { sections: { workflows: workflowsSectionMessages } },
});
