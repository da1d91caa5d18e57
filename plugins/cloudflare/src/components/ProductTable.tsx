import {
  Cell,
  ColumnConfig,
  Flex,
  SearchField,
  SortDescriptor,
  Table,
  TableItem,
  Text,
  useTable,
} from '@backstage/ui';
import { ReactNode, useMemo } from 'react';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import styles from './ProductTable.module.css';

/** What a column is sorted and searched by. */
type ColumnValue = string | number | boolean | undefined;

/** A column of a table of ours. */
export interface ProductColumn<T> {
  id: string;
  label: string;
  cell(row: T): ReactNode;
  /** What the column is sorted and searched by; without it, it is neither. */
  value?(row: T): ColumnValue;
  /** The column that names the row. */
  isRowHeader?: boolean;
  /** Share of the table's width, next to 1 of the other columns. */
  share?: number;
}

const PAGE_SIZE = 20;
/** Fewer rows than these are seen at a glance. */
const SEARCHED_FROM = 8;

type Item<T> = TableItem & { row: T };

/** A table of rows that are all here: search, sort, and pages. */
export function ProductTable<T>(props: {
  /** Names what is searched. */
  label: string;
  rows: readonly T[];
  columns: readonly ProductColumn<T>[];
  rowId: (row: T) => string;
  initialSort?: SortDescriptor;
  /** Shown beside the search. */
  filters?: ReactNode;
}) {
  const { columns, filters, initialSort, label, rowId, rows } = props;
  const { t } = useCloudflareTranslation();
  const data = useMemo(
    () => rows.map(row => ({ id: rowId(row), row })),
    [rows, rowId],
  );
  const { tableProps, search } = useTable<Item<T>>({
    mode: 'complete',
    data,
    initialSort,
    searchFn: (items, term) => searched(items, term, columns),
    sortFn: (items, sort) => sorted(items, sort, columns),
    paginationOptions: {
      pageSize: PAGE_SIZE,
      type: rows.length > PAGE_SIZE ? 'page' : 'none',
    },
  });
  const columnConfig = useColumnConfig(columns);
  return (
    <Flex direction="column" gap="3">
      <Flex gap="3" align="end">
        {rows.length >= SEARCHED_FROM && (
          <SearchField
            {...search}
            size="small"
            aria-label={t('table.search', { what: label })}
            placeholder={t('table.searchPlaceholder')}
            className={styles.search}
          />
        )}
        {filters}
      </Flex>
      <Table
        {...tableProps}
        columnConfig={columnConfig}
        emptyState={<Text>{t('table.nothingFound')}</Text>}
      />
    </Flex>
  );
}

/** The columns as the table takes them. */
export function useColumnConfig<T>(
  columns: readonly ProductColumn<T>[],
  options?: { isSortable: boolean },
): ColumnConfig<Item<T>>[] {
  const isSortable = options?.isSortable ?? true;
  return useMemo(
    () =>
      columns.map(column => ({
        id: column.id,
        label: column.label,
        isRowHeader: column.isRowHeader,
        isSortable: isSortable && column.value !== undefined,
        defaultWidth: column.share ? (`${column.share}fr` as const) : undefined,
        cell: ({ row }) => (
          <Cell>
            <div className={styles.cell}>{column.cell(row)}</div>
          </Cell>
        ),
      })),
    [columns, isSortable],
  );
}

function searched<T>(
  items: Item<T>[],
  term: string,
  columns: readonly ProductColumn<T>[],
): Item<T>[] {
  const words = term.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ row }) => {
    const text = columns
      .map(column => column.value?.(row) ?? '')
      .join('\n')
      .toLocaleLowerCase();
    return words.every(word => text.includes(word));
  });
}

function sorted<T>(
  items: Item<T>[],
  sort: SortDescriptor,
  columns: readonly ProductColumn<T>[],
): Item<T>[] {
  const value = columns.find(column => column.id === sort.column)?.value;
  if (!value) {
    return items;
  }
  const direction = sort.direction === 'descending' ? -1 : 1;
  return items
    .map(item => ({ item, value: value(item.row) }))
    .sort((a, b) => {
      // What is not known is last, whichever way.
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return direction * compared(a.value, b.value);
    })
    .map(({ item }) => item);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compared(
  a: NonNullable<ColumnValue>,
  b: NonNullable<ColumnValue>,
): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}
