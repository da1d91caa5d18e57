import { useApi } from '@backstage/core-plugin-api';
import { Flex, Table, useTable } from '@backstage/ui';
import { ApiMeta } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { cloudflareApiRef, CloudflareRequest } from '../api';
import { ProductColumn, useColumnConfig } from './ProductTable';
import { ReadingNotices } from './ReadingNotices';
import {
  Access,
  EmptyNotice,
  EmptyWords,
  FailureNotice,
} from './StateBoundary';

/** What the backend gives at most, and what it gives unasked. */
const PAGE_SIZES = [25, 50, 100];

/**
 * A table of rows that the backend hands out page by page, in its order. Shows
 * the states of {@link StateBoundary}. A new request needs a new `key`.
 */
export function PagedTable<T>(props: {
  request: CloudflareRequest;
  columns: readonly ProductColumn<T>[];
  rowId: (row: T) => string;
  access: Access;
  empty: EmptyWords;
}) {
  const { access, columns, empty, request, rowId } = props;
  const api = useApi(cloudflareApiRef);
  const [meta, setMeta] = useState<ApiMeta>();
  const { tableProps, reload } = useTable<{ id: string; row: T }>({
    mode: 'cursor',
    paginationOptions: { pageSize: PAGE_SIZES[0], pageSizeOptions: PAGE_SIZES },
    getData: async ({ cursor, pageSize, signal }) => {
      const response = await api.read<T[]>(
        {
          ...request,
          query: { ...request.query, cursor, limit: pageSize },
        },
        { signal },
      );
      if (!signal.aborted) {
        setMeta(response.meta);
      }
      return {
        data: response.data.map(row => ({ id: rowId(row), row })),
        nextCursor: response.meta.nextCursor,
      };
    },
  });
  const columnConfig = useColumnConfig(columns, { isSortable: false });

  if (tableProps.error) {
    return (
      <FailureNotice
        error={tableProps.error}
        access={access}
        onRetry={reload}
      />
    );
  }
  const pagination =
    tableProps.pagination.type === 'page' &&
    !tableProps.pagination.hasNextPage &&
    !tableProps.pagination.hasPreviousPage
      ? ({ type: 'none' } as const)
      : tableProps.pagination;
  const nothing = meta !== undefined && tableProps.data?.length === 0;
  return (
    <Flex direction="column" gap="3">
      {meta && <ReadingNotices meta={meta} />}
      {nothing && meta.complete && pagination.type === 'none' ? (
        <EmptyNotice {...empty} />
      ) : (
        (!nothing || pagination.type === 'page') && (
          <Table
            {...tableProps}
            pagination={pagination}
            columnConfig={columnConfig}
          />
        )
      )}
    </Flex>
  );
}
