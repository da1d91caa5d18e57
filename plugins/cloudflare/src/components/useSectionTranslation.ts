import { useMemo } from 'react';
import { englishText, SectionMessages, SectionTexts } from './sectionTexts';
import type { TranslateMessages } from './TranslateMessages';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';

/** Translates the texts of sections, and all that are not of sections. */
export type SectionTranslate<X extends SectionTexts> = TranslateMessages<
  SectionMessages<X>
> &
  Translate;

interface Options {
  count?: number;
}

/**
 * Translates the texts of sections, and all that are not of sections. The app
 * takes the English messages of an id once, before any section is loaded: those
 * of sections are told with each text, for where nothing translates it.
 */
export function useSectionTranslation<X extends SectionTexts>(
  texts: X,
): { t: SectionTranslate<X> } {
  const { t } = useCloudflareTranslation();
  return useMemo(() => {
    // Which options a text takes is checked where it is translated.
    const ofKey = t as (key: string, options?: object) => unknown;
    const translate = (key: string, options?: Options) =>
      ofKey(key, {
        ...options,
        defaultValue: englishText(texts, key, options?.count),
      });
    return { t: translate as SectionTranslate<X> };
  }, [t, texts]);
}
