import { useApi } from '@backstage/core-plugin-api';
import { Flex, useTable } from '@backstage/ui';
import { ApiMeta } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { cloudflareApiRef, CloudflareRequest } from '../api';
import { mayStayAfter } from '../api/failures';
import { NamedTable } from './NamedTable';
import { ReadingNotices } from './ReadingNotices';
import {
  Access,
  EmptyNotice,
  EmptyWords,
  FailureNotice,
} from './StateBoundary';
import { Item, ProductColumn } from './tableColumns';
import { TableToolbar } from './TableToolbar';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { useCsvDownload } from './useCsvDownload';

/** What the backend gives at most, and what it gives unasked. */
const PAGE_SIZES = [25, 50, 100];

/**
 * A table of rows that the backend hands out page by page, in its order. Shows
 * the states of {@link StateBoundary}. A new request needs a new `key`.
 */
export function PagedTable<T>(props: {
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
  /** Told of every reading, with the error of one that failed. */
  onRead?: (error: Error | undefined) => void;
}) {
  const { access, columns, empty, fileName, label, request, rowId } = props;
  const { t } = useCloudflareTranslation();
  const api = useApi(cloudflareApiRef);
  // The table keeps pages, and goes back to them without reading them again.
  const metas = useRef(new WeakMap<readonly Item<T>[], ApiMeta>());
  const isRefresh = useRef(false);
  const isFirstPage = useRef(true);
  // Of a further page; the table stays at the page before.
  const [pageError, setPageError] = useState<Error>();
  const pageSizeOptions = useMemo(
    () =>
      PAGE_SIZES.map(value => ({
        value,
        label: t('table.pageSize', { rows: String(value) }),
      })),
    [t],
  );
  const forgetPageError = () => setPageError(undefined);
  const { tableProps, reload } = useTable<Item<T>>({
    mode: 'cursor',
    paginationOptions: {
      pageSize: PAGE_SIZES[0],
      pageSizeOptions,
      onNextPage: forgetPageError,
      onPreviousPage: forgetPageError,
    },
    getData: async ({ cursor, pageSize, signal }) => {
      const { path, query } =
        typeof request === 'function' ? request() : request;
      const reading = api.read<T[]>(
        { path, query: { ...query, cursor, limit: pageSize } },
        { signal, isRefresh: isRefresh.current },
      );
      isRefresh.current = false;
      isFirstPage.current = cursor === undefined;
      reading.then(
        () => signal.aborted || props.onRead?.(undefined),
        readError => signal.aborted || props.onRead?.(readError),
      );
      const response = await reading.catch(readError => {
        if (!mayStayAfter(readError)) {
          metas.current = new WeakMap();
        }
        throw readError;
      });
      const items = response.data.map(row => ({ id: rowId(row), row }));
      metas.current.set(items, response.meta);
      return { data: items, nextCursor: response.meta.nextCursor };
    },
  });
  const refresh = () => {
    forgetPageError();
    isRefresh.current = true;
    reload();
  };
  const { download, isDownloading } = useCsvDownload({
    request,
    columns,
    fileName,
  });

  const { error, isPending, isStale } = tableProps;
  const pages =
    tableProps.pagination.type === 'page' ? tableProps.pagination : undefined;
  const failedPage = error && !isFirstPage.current ? error : undefined;
  useEffect(() => {
    if (failedPage && mayStayAfter(failedPage)) {
      pages?.onPreviousPage();
      setPageError(failedPage);
    }
    // Once for each failure, whatever the pagination is afterwards.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [failedPage]);

  const meta = tableProps.data && metas.current.get(tableProps.data);
  const items = meta && tableProps.data;
  if (error && !items) {
    return <FailureNotice error={error} access={access} onRetry={refresh} />;
  }
  // The table shows what it had, also when it could not be read anew.
  const isOld = error !== undefined && isFirstPage.current;
  const pagination =
    pages?.hasNextPage || pages?.hasPreviousPage
      ? tableProps.pagination
      : ({ type: 'none' } as const);
  const nothing = items?.length === 0;
  return (
    <Flex direction="column" gap="3">
      <TableToolbar
        what={label}
        fetchedAt={meta?.fetchedAt}
        isPending={isPending}
        onRefresh={refresh}
        onDownload={items && !nothing ? download : undefined}
        isDownloading={isDownloading}
      />
      {pageError && (
        <FailureNotice
          error={pageError}
          access={access}
          onRetry={() => pages?.onNextPage?.()}
        />
      )}
      {meta && (
        <ReadingNotices
          meta={meta}
          failed={isOld ? { error, onRetry: refresh } : undefined}
        />
      )}
      {nothing && meta?.complete && pagination.type === 'none' ? (
        <EmptyNotice {...empty} />
      ) : (
        (!nothing || pagination.type === 'page') && (
          <NamedTable
            label={label}
            columns={columns}
            items={items}
            isStale={isStale}
            pagination={pagination}
            emptyState={t('table.emptyPage')}
          />
        )
      )}
    </Flex>
  );
}
