import { SearchField, SortDescriptor, useTable } from '@backstage/ui';
import { useCallback, useEffect, useMemo } from 'react';
import { downloadCsv, toCsv } from './csv';
import { NamedTable } from './NamedTable';
import { Item, ProductColumn, searchIn, sorted } from './tableColumns';
import { TableFilter, TableFilterSelect } from './TableFilter';
import { TableToolbar } from './TableToolbar';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { useLocalViewState, useUrlViewState, ViewState } from './useViewState';

const PAGE_SIZE = 20;
/** Fewer rows than these are seen at a glance. */
const SEARCHED_FROM = 8;

interface ProductTableProps<T> {
  /** Names the rows to people, as in "Search …". */
  label: string;
  rows: readonly T[];
  columns: readonly ProductColumn<T>[];
  rowId: (row: T) => string;
  initialSort?: SortDescriptor;
  filters?: readonly TableFilter<T>[];
  /** Start of the name of the CSV file; without it, there is none. */
  fileName?: string;
  /** When the rows were read, RFC 3339. */
  fetchedAt?: string;
  isPending?: boolean;
  onRefresh?: () => void;
}

/** A table of rows that are all here: search, filters, sort, pages, CSV. */
export function ProductTable<T>(props: ProductTableProps<T>) {
  return <TableOfView {...props} view={useLocalViewState()} />;
}

/**
 * A {@link ProductTable} that its page is about: the URL tells what is seen of
 * it (`q`, `sort`, `page`, and the ids of the filters).
 */
export function PageTable<T>(props: ProductTableProps<T>) {
  return <TableOfView {...props} view={useUrlViewState()} />;
}

function TableOfView<T>(props: ProductTableProps<T> & { view: ViewState }) {
  const { columns, filters, initialSort, label, rowId, rows, view } = props;
  const { t } = useCloudflareTranslation();
  const items = useMemo(
    () => rows.map(row => ({ id: rowId(row), row })),
    [rows, rowId],
  );
  const sortText = view.read('sort');
  const sort = useMemo(
    () => readSort(sortText, columns) ?? initialSort ?? null,
    [sortText, columns, initialSort],
  );
  // Sorted first: searches and filters keep the order, and what is typed does
  // not sort thousands of rows anew.
  const data = useMemo(
    () => (sort ? sorted(items, sort, columns) : items),
    [items, sort, columns],
  );
  // A new object would lead back to the first page.
  const chosenText = JSON.stringify(
    (filters ?? []).map(({ id }) => view.read(id)),
  );
  const chosen = useMemo<string[]>(() => JSON.parse(chosenText), [chosenText]);
  const searchFn = useMemo(() => searchIn(columns), [columns]);
  const filterFn = useCallback(
    (all: Item<T>[], values: string[]) => filtered(all, values, filters),
    [filters],
  );
  const isPaged = rows.length > PAGE_SIZE;
  const { tableProps } = useTable<Item<T>, string[]>({
    mode: 'complete',
    data,
    sort,
    onSortChange: order => view.write({ sort: sortToText(order), page: '' }),
    search: view.read('q'),
    onSearchChange: q => view.write({ q, page: '' }),
    filter: chosen,
    searchFn,
    filterFn,
    paginationOptions: {
      pageSize: PAGE_SIZE,
      initialOffset:
        (Math.max(1, Number(view.read('page')) || 1) - 1) * PAGE_SIZE,
      showPageSizeOptions: false,
      getLabel: ({ offset = 0, pageSize, totalCount = 0 }) =>
        t('table.range', {
          from: String(offset + 1),
          to: String(Math.min(offset + pageSize, totalCount)),
          total: String(totalCount),
        }),
      type: isPaged ? 'page' : 'none',
    },
  });
  usePageInView(view, tableProps.pagination);
  const download = () => {
    const found = searchFn(filtered(data, chosen, filters), view.read('q'));
    downloadCsv(
      `${props.fileName}.csv`,
      toCsv(
        columns,
        found.map(({ row }) => row),
      ),
    );
  };
  return (
    <>
      <TableToolbar
        what={label}
        fetchedAt={props.fetchedAt}
        isPending={props.isPending}
        onRefresh={props.onRefresh}
        onDownload={props.fileName === undefined ? undefined : download}
      >
        {(rows.length >= SEARCHED_FROM || view.read('q') !== '') && (
          <SearchField
            value={view.read('q')}
            onChange={q => view.write({ q, page: '' })}
            size="small"
            aria-label={t('table.search', { what: label })}
            placeholder={t('table.searchPlaceholder')}
          />
        )}
        {filters?.map((filter, i) => (
          <TableFilterSelect
            key={filter.id}
            filter={filter}
            rows={rows}
            selected={chosen[i]}
            onSelect={value => view.write({ [filter.id]: value, page: '' })}
          />
        ))}
      </TableToolbar>
      <NamedTable
        label={label}
        columns={columns}
        items={tableProps.data}
        sort={tableProps.sort}
        pagination={tableProps.pagination}
      />
    </>
  );
}

function filtered<T>(
  items: Item<T>[],
  chosen: readonly string[],
  filters: readonly TableFilter<T>[] | undefined,
): Item<T>[] {
  return items.filter(({ row }) =>
    (filters ?? []).every(
      (filter, i) => !chosen[i] || filter.value(row) === chosen[i],
    ),
  );
}

function usePageInView(view: ViewState, pagination: object) {
  const offset = (pagination as { offset?: number }).offset;
  const page =
    offset === undefined || offset < PAGE_SIZE
      ? ''
      : String(Math.floor(offset / PAGE_SIZE) + 1);
  useEffect(() => {
    if (view.read('page') !== page) {
      view.write({ page });
    }
    // The table leads: only its own page is followed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [page]);
}

/** `name` ascending, `-name` descending. */
function sortToText({ column, direction }: SortDescriptor): string {
  return direction === 'descending' ? `-${column}` : String(column);
}

function readSort<T>(
  text: string,
  columns: readonly ProductColumn<T>[],
): SortDescriptor | undefined {
  const column = text.replace(/^-/, '');
  return columns.some(({ id, value }) => id === column && value)
    ? { column, direction: text.startsWith('-') ? 'descending' : 'ascending' }
    : undefined;
}
