import {
  createTranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { messages, TRANSLATION_ID } from '../messages';
import type { TranslateMessages } from './TranslateMessages';

/**
 * What every page takes of `cloudflareTranslationRef`, which has the words of
 * all sections too and would be loaded with the first page. Translations belong
 * to an id: those of that ref apply to this one.
 */
const firstTranslationRef = createTranslationRef({
  id: TRANSLATION_ID,
  messages,
});

/** The messages of all texts but those of sections. */
export type FirstMessages = typeof firstTranslationRef.T;

/** A function that translates the plugin's texts. */
export type Translate = TranslateMessages<FirstMessages>;

/** Translates the plugin's texts. */
export function useCloudflareTranslation(): { t: Translate } {
  // Not cast at once: the compiler would compare all messages of both types.
  const translation: { t: unknown } = useTranslationRef(firstTranslationRef);
  return translation as { t: Translate };
}
