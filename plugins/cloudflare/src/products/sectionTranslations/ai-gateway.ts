import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { aiGatewaySectionMessages } from '../ai-gateway.sections.messages';

/** The texts of the sections of its panel. */
export const aiGatewayTexts = createTranslationRef({
  id: 'cloudflare.sections.ai-gateway',
  messages: { sections: { aiGateway: aiGatewaySectionMessages } },
});
