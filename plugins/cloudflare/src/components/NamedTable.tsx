import {
  Cell,
  Column,
  Flex,
  Row,
  SortState,
  TableBody,
  TableBodySkeleton,
  TableHeader,
  TablePagination,
  TablePaginationType,
  TableRoot,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { ReactNode, useMemo } from 'react';
import styles from './ProductTable.module.css';
import { Item, ProductColumn } from './tableColumns';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** What a cell of the share 1 takes at least, before the table scrolls. */
const CELL_REM = 5;

/**
 * A table that screen readers know by its name, and that scrolls in its own box
 * where it is too wide. BUI's `Table` calls every table "Data table".
 */
export function NamedTable<T>(props: {
  label: string;
  columns: readonly ProductColumn<T>[];
  /** `undefined` while they are read first. */
  items: Item<T>[] | undefined;
  /** They are those of before, while others are read. */
  isStale?: boolean;
  /** Without it, the table cannot be sorted. */
  sort?: SortState;
  pagination: TablePaginationType;
  emptyState?: ReactNode;
}) {
  const { emptyState, isStale, items, label, pagination, sort } = props;
  const { t } = useCloudflareTranslation();
  const columns = useMemo(
    () => props.columns.filter(({ cell }) => cell),
    [props.columns],
  );
  const total = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  return (
    <>
      <VisuallyHidden aria-live="polite">
        {(!items || isStale) && t('loading')}
      </VisuallyHidden>
      <div className={styles.scroll}>
        <TableRoot
          aria-label={label}
          stale={isStale}
          isPending={!items}
          sortDescriptor={sort?.descriptor ?? undefined}
          onSortChange={sort?.onSortChange}
          className={items && styles.table}
        >
          <TableHeader columns={columns}>
            {column => (
              <Column
                id={column.id}
                isRowHeader={column.isRowHeader}
                allowsSorting={sort && column.value !== undefined}
                style={{ width: `${((column.share ?? 1) / total) * 100}%` }}
              >
                {column.label}
              </Column>
            )}
          </TableHeader>
          {items ? (
            <TableBody
              items={items}
              dependencies={[columns]}
              renderEmptyState={() => (
                <Flex p="3">
                  {emptyState ?? <Text>{t('table.nothingFound')}</Text>}
                </Flex>
              )}
            >
              {item => (
                <Row id={String(item.id)} columns={columns}>
                  {column => (
                    <Cell>
                      <div
                        className={`${styles.cell} ${
                          column.isRowHeader ? styles.name : ''
                        }`}
                        style={{
                          minWidth: `${(column.share ?? 1) * CELL_REM}rem`,
                        }}
                      >
                        {column.cell?.(item.row)}
                      </div>
                    </Cell>
                  )}
                </Row>
              )}
            </TableBody>
          ) : (
            <TableBodySkeleton columns={columns} />
          )}
        </TableRoot>
      </div>
      {pagination.type === 'page' && <TablePagination {...pagination} />}
    </>
  );
}
