import { Text } from '@backstage/ui';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useEffect, useMemo, useRef } from 'react';
import { CloudflareRequest } from '../api';
import { mayStayAfter } from '../api/failures';
import { PageTable, ProductTable } from './ProductTable';
import { Access, EmptyWords, StateBoundary } from './StateBoundary';
import { ProductColumn } from './tableColumns';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { Pages, usePages } from './usePages';

/** What the backend gives at most. */
const PAGE_SIZE = 500;
/** More rows than these are to be narrowed first. */
const MOST_ROWS = 5000;

/**
 * A table of rows that the backend hands out page by page, which are all read,
 * so that they can be searched and sorted. Where there are too many, it says
 * that some are missing. A new request needs a new `key`.
 */
export function WholeTable<T>(props: {
  /** Names the rows to people. */
  label: string;
  /** A function where it depends on when it is read. */
  request: CloudflareRequest | (() => CloudflareRequest);
  columns: readonly ProductColumn<T>[];
  rowId: (row: T) => string;
  access: Access;
  empty: EmptyWords;
  /** Start of the name of the CSV file. */
  fileName: string;
  /** Its page is about it, so that the URL tells what is seen of it. */
  isOfPage?: boolean;
}) {
  const { columns, fileName, isOfPage, label, request, rowId } = props;
  const { t } = useCloudflareTranslation();
  const pages = usePages<T>(request, PAGE_SIZE);
  const { error, isPending, rows } = pages;
  const isReadingOn = useReadingOn(pages);
  const whole = useWhole(pages, rowId, isReadingOn);
  // Kept until all pages are read anew.
  const kept = useRef<ApiResponse<T[]>>();
  if (whole || (error && !mayStayAfter(error))) {
    kept.current = whole;
  }
  const Table = isOfPage ? PageTable : ProductTable;
  return (
    <>
      {isReadingOn && rows && !error && (
        <Text as="p" color="secondary" aria-live="polite">
          {t('table.readSoFar', { rows: String(rows.length) })}
        </Text>
      )}
      <StateBoundary
        reading={{
          response: whole ?? (error ? undefined : kept.current),
          error,
          before: kept.current,
          isPending,
          retry: pages.retry,
        }}
        access={props.access}
        isEmpty={data => data.length === 0}
        empty={props.empty}
      >
        {(data, { meta }) => (
          <Table
            label={label}
            rows={data}
            columns={columns}
            rowId={rowId}
            fileName={meta.complete ? fileName : `${fileName}-partial`}
            fetchedAt={meta.fetchedAt}
            isPending={isPending}
            onRefresh={pages.refresh}
          />
        )}
      </StateBoundary>
    </>
  );
}

function isCut<T>({ nextCursor, rows = [] }: Pages<T>): boolean {
  return nextCursor !== undefined && rows.length >= MOST_ROWS;
}

/** Reads page after page; tells whether some are still to be read. */
function useReadingOn<T>(pages: Pages<T>): boolean {
  const { error, isPending, nextCursor, readNext } = pages;
  const goesOn = nextCursor !== undefined && !isCut(pages);
  useEffect(() => {
    if (goesOn && !isPending && !error) {
      readNext();
    }
  }, [goesOn, isPending, error, readNext]);
  return goesOn;
}

/** All rows, once they are read, or as many of them as are read at most. */
function useWhole<T>(
  pages: Pages<T>,
  rowId: (row: T) => string,
  isReadingOn: boolean,
): ApiResponse<T[]> | undefined {
  const { meta, rows } = pages;
  const { t } = useCloudflareTranslation();
  const cut = isCut(pages);
  return useMemo(() => {
    if (!meta || !rows || isReadingOn) {
      return undefined;
    }
    // A row that was new in between pushed others to the next page.
    const data = [...new Map(rows.map(row => [rowId(row), row])).values()];
    if (!cut) {
      return { data, meta };
    }
    const message = t('table.cut', { rows: String(data.length) });
    return {
      data,
      meta: {
        ...meta,
        complete: false,
        problems: [...(meta.problems ?? []), { kind: 'incomplete', message }],
      },
    };
  }, [cut, isReadingOn, meta, rowId, rows, t]);
}
