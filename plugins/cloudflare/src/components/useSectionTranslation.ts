import {
  TranslationFunction,
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { createContext, useContext, useMemo } from 'react';
import type { cloudflareProductTranslationRefs } from '../products/sectionTranslations';
import { cloudflareSectionsTranslationRef } from '../sectionsTranslation';
import { cloudflareTranslationRef } from '../translation';

/** What the sections of several products have in common. */
const SHARED = /^sections\.(access|series|stepGraph)\./;

type ProductRefs = typeof cloudflareProductTranslationRefs;

/** The messages of all products together; of a union it would be the common ones. */
type ProductMessages = {
  [Id in keyof ProductRefs]: (messages: ProductRefs[Id]['T']) => void;
}[keyof ProductRefs] extends (messages: infer All) => void
  ? All
  : never;

/** Translates the plugin's texts, those of the sections of panels among them. */
export type SectionTranslate = TranslationFunction<
  ProductMessages &
    typeof cloudflareSectionsTranslationRef.T &
    typeof cloudflareTranslationRef.T
>;

/** The texts of the product whose panel it is. */
export const ProductTexts = createContext<TranslationRef>(
  cloudflareSectionsTranslationRef,
);

/**
 * Translates the texts of the sections of the panel that it is used in, whose
 * keys begin with `sections.`, and all others. Only what is loaded with the
 * sections uses it.
 */
export function useSectionTranslation(): { t: SectionTranslate } {
  const { t } = useTranslationRef(cloudflareTranslationRef);
  const { t: ofSections } = useTranslationRef(cloudflareSectionsTranslationRef);
  const { t: ofProduct } = useTranslationRef(useContext(ProductTexts));
  return useMemo(() => {
    const translate = (key: string, ...options: unknown[]) => {
      let of: unknown = t;
      if (SHARED.test(key)) {
        of = ofSections;
      } else if (key.startsWith('sections.')) {
        of = ofProduct;
      }
      return (of as (...args: unknown[]) => unknown)(key, ...options);
    };
    return { t: translate as SectionTranslate };
  }, [t, ofSections, ofProduct]);
}
