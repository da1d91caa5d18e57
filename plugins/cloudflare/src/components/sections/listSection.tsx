import { Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useReading } from '../../api/useReading';
import { ProductSection } from '../../products/ProductView';
import { Absent } from '../Absent';
import { ProductTable } from '../ProductTable';
import { SectionTexts } from '../sectionTexts';
import { StateBoundary } from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { productSection } from './productSection';
import { accessTo, fileNameOf, RowsSpec, SectionSpec } from './SectionSpec';

/**
 * A section that is a table of rows that one answer tells all of, so that they
 * can be searched and sorted. Rows that the backend hands out page by page take
 * a `tableSection`.
 */
export function listSection<X extends SectionTexts>(texts: X) {
  return <TRow, TAnswer = readonly TRow[]>(
    spec: SectionSpec<X> &
      RowsSpec<X, TRow> & {
        /** `undefined` where the rows are not known, which is not none. */
        rows(answer: TAnswer): readonly TRow[] | undefined;
      },
  ): ProductSection =>
    productSection(texts, spec, ({ product, resource }) => {
      const { t } = useSectionTranslation(texts);
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
    });
}
