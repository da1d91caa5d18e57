import { Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useReading } from '../../api/useReading';
import { ProductSection } from '../../products/ProductView';
import { Absent } from '../Absent';
import { ProductTable } from '../ProductTable';
import { StateBoundary } from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { accessTo, fileNameOf, RowsSpec, SectionSpec } from './SectionSpec';

/**
 * A section that is a table of rows that one answer tells all of, so that they
 * can be searched and sorted. Rows that the backend hands out page by page take
 * a `tableSection`.
 */
export function listSection<TRow, TAnswer = readonly TRow[]>(
  spec: SectionSpec &
    RowsSpec<TRow> & {
      /** `undefined` where the rows are not known, which is not none. */
      rows(answer: TAnswer): readonly TRow[] | undefined;
    },
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useSectionTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      const reading = useReading<TAnswer>(spec.request(resource));
      return (
        <Flex direction="column" gap="3">
          <StateBoundary
            reading={reading}
            access={accessTo(spec, product)}
            isEmpty={answer => spec.rows(answer)?.length === 0}
            empty={spec.empty(t)}
          >
            {(answer, { meta }) => {
              const rows = spec.rows(answer);
              return rows ? (
                <ProductTable
                  label={spec.title(t)}
                  rows={rows}
                  columns={columns}
                  rowId={spec.rowId}
                  fileName={fileNameOf(spec.id, resource)}
                  fetchedAt={meta.fetchedAt}
                  isPending={reading.isPending}
                  onRefresh={reading.retry}
                />
              ) : (
                <Absent />
              );
            }}
          </StateBoundary>
        </Flex>
      );
    },
  };
}
