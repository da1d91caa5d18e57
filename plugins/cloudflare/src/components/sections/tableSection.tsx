import { useMemo } from 'react';
import { ProductSection } from '../../products/ProductView';
import { PagedTable } from '../PagedTable';
import { SectionTexts } from '../sectionTexts';
import { useSectionTranslation } from '../useSectionTranslation';
import { pagedProps, PagedSectionSpec } from './pagedProps';
import { productSection } from './productSection';

/** A section that is a table whose rows the backend hands out page by page. */
export function tableSection<X extends SectionTexts>(texts: X) {
  return <T,>(spec: PagedSectionSpec<X, T>): ProductSection =>
    productSection(texts, spec, ({ product, resource }) => {
      const { t } = useSectionTranslation(texts);
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <PagedTable
          key={resource.entityRef}
          {...pagedProps(spec, resource, product, columns, t)}
        />
      );
    });
}
