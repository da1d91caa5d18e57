import { useMemo } from 'react';
import { ProductSection } from '../../products/ProductView';
import { PagedTable } from '../PagedTable';
import { useSectionTranslation } from '../useSectionTranslation';
import { pagedProps, PagedSectionSpec } from './pagedProps';

/** A section that is a table whose rows the backend hands out page by page. */
export function tableSection<T>(spec: PagedSectionSpec<T>): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useSectionTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <PagedTable
          key={resource.entityRef}
          {...pagedProps(spec, resource, product, columns, t)}
        />
      );
    },
  };
}
