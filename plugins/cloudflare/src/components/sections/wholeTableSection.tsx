import { useMemo } from 'react';
import { ProductSection } from '../../products/ProductView';
import { SectionTexts } from '../sectionTexts';
import { useSectionTranslation } from '../useSectionTranslation';
import { WholeTable } from '../WholeTable';
import { pagedProps, PagedSectionSpec } from './pagedProps';
import { productSection } from './productSection';

/** A `tableSection` that can be searched and sorted: all rows are read. */
export function wholeTableSection<X extends SectionTexts>(texts: X) {
  return <T,>(spec: PagedSectionSpec<X, T>): ProductSection =>
    productSection(texts, spec, ({ product, resource }) => {
      const { t } = useSectionTranslation(texts);
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <WholeTable
          key={resource.entityRef}
          {...pagedProps(spec, resource, product, columns, t)}
        />
      );
    });
}
