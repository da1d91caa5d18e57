import { ProductSection } from '../../products/ProductView';
import { SectionTexts } from '../sectionTexts';
import { useSectionTranslation } from '../useSectionTranslation';
import { SectionSpec } from './SectionSpec';

/** A section of the panel of a product, with a title of the given texts. */
export function productSection<X extends SectionTexts>(
  texts: X,
  spec: Pick<SectionSpec<X>, 'id' | 'title' | 'action'>,
  Content: ProductSection['Content'],
): ProductSection {
  return {
    id: spec.id,
    useTitle: () => {
      const { t } = useSectionTranslation(texts);
      return spec.title(t);
    },
    Action: spec.action,
    Content,
  };
}
