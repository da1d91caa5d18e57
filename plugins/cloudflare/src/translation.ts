import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { allMessages } from './allMessages';
import { TRANSLATION_ID } from './messages';

/**
 * All texts of the plugin, in English. Override or translate them with
 * `createTranslationMessages` or `createTranslationResource`.
 *
 * @public
 */
export const cloudflareTranslationRef = createTranslationRef({
  id: TRANSLATION_ID,
  messages: allMessages,
});
