import { useMemo } from 'react';
import { ProductSection } from '../../products/ProductView';
import { useSectionTranslation } from '../useSectionTranslation';
import { WholeTable } from '../WholeTable';
import { pagedProps, PagedSectionSpec } from './pagedProps';

/** A `tableSection` that can be searched and sorted: all rows are read. */
export function wholeTableSection<T>(
  spec: PagedSectionSpec<T>,
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useSectionTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <WholeTable
          key={resource.entityRef}
          {...pagedProps(spec, resource, product, columns, t)}
        />
      );
    },
  };
}
