import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { SectionTranslate } from '../useSectionTranslation';
import { postureTexts } from './posture.messages';

/** What a check is about, for people: a product, the account or Components. */
export function subjectText(
  subject: string,
  t: SectionTranslate<typeof postureTexts>,
): string {
  if (subject === 'account' || subject === 'component') {
    return t(`sections.posture.subjects.${subject}`);
  }
  const product = Object.values(products).find(({ id }) => id === subject);
  return product?.title ?? subject;
}
