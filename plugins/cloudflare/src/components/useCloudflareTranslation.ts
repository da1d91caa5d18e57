import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { cloudflareTranslationRef } from '../translation';

/** A function that translates the plugin's texts. */
export type Translate = TranslationFunction<typeof cloudflareTranslationRef.T>;

// The type is written down: to describe what it infers, the compiler would
// spell out the messages of every product for each text.

/** Translates the plugin's texts. */
export function useCloudflareTranslation(): { t: Translate } {
  return useTranslationRef(cloudflareTranslationRef);
}
