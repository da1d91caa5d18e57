import { useEffect, useMemo } from 'react';
import { CloudflareRequest } from '../api';
import { Reading } from '../api/useReading';
import { PageTable } from './ProductTable';
import { Access, EmptyWords, StateBoundary } from './StateBoundary';
import { ProductColumn } from './tableColumns';
import { usePages } from './usePages';

/** What the backend gives at most. */
const PAGE_SIZE = 500;
/** More rows than these are to be narrowed first. */
const MOST_ROWS = 5000;

/**
 * A {@link PageTable} of rows that the backend hands out page by page, which
 * are all read, so that they can be searched and sorted. Where there are too
 * many, it says that some are missing. A new request needs a new `key`.
 */
export function WholeTable<T>(props: {
  /** Names the rows to people. */
  label: string;
  request: CloudflareRequest;
  columns: readonly ProductColumn<T>[];
  rowId: (row: T) => string;
  access: Access;
  empty: EmptyWords;
  /** Start of the name of the CSV file. */
  fileName: string;
}) {
  const { columns, fileName, label, request, rowId } = props;
  const pages = usePages<T>(request, PAGE_SIZE);
  const { error, isPending, meta, nextCursor, rows } = pages;
  const isCut = nextCursor !== undefined && (rows?.length ?? 0) >= MOST_ROWS;
  const goesOn = nextCursor !== undefined && !isCut;
  const { readNext } = pages;
  useEffect(() => {
    if (goesOn && !isPending && !error) {
      readNext();
    }
  }, [goesOn, isPending, error, readNext]);
  // A row that was new in between pushed others to the next page.
  const data = useMemo(
    () => [...new Map(rows?.map(row => [rowId(row), row])).values()],
    [rows, rowId],
  );
  const reading: Reading<T[]> = {
    response:
      meta && !goesOn
        ? { data, meta: { ...meta, complete: meta.complete && !isCut } }
        : undefined,
    error,
    isPending,
    retry: pages.refresh,
  };
  return (
    <StateBoundary
      reading={reading}
      access={props.access}
      isEmpty={() => data.length === 0}
      empty={props.empty}
    >
      {() => (
        <PageTable
          label={label}
          rows={data}
          columns={columns}
          rowId={rowId}
          fileName={isCut ? `${fileName}-partial` : fileName}
          fetchedAt={meta?.fetchedAt}
          isPending={isPending}
          onRefresh={pages.refresh}
        />
      )}
    </StateBoundary>
  );
}
