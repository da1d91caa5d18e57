import { useApi } from '@backstage/core-plugin-api';
import {
  ApiMeta,
  ApiResponse,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cloudflareApiRef, CloudflareRequest } from '../api';
import { mayStayAfter } from '../api/failures';
import { metaOfAll } from '../api/metaOfAll';

interface PagesState<T> {
  pages: readonly ApiResponse<T[]>[];
  isPending: boolean;
  error?: Error;
  /** They could not be read anew. */
  isOld?: boolean;
}

/** The pages of a request that were read so far, as one list. */
export interface Pages<T> {
  /** `undefined` while the first page is read. */
  rows?: T[];
  /** What is to be known of all of them. */
  meta?: ApiMeta;
  isPending: boolean;
  error?: Error;
  /** The rows are those of before, since they could not be read anew. */
  isOld: boolean;
  /** Where the next page starts; absent when there is none. */
  nextCursor?: string;
  readNext(): void;
  /** Reads the first page again; the rows stay until it is there. */
  refresh(): void;
  /** Reads what could not be read. */
  retry(): void;
}

/** Reads a request page by page. A new request needs a new `key`. */
export function usePages<T>(
  /** A function where it depends on when it is read. */
  request: CloudflareRequest | (() => CloudflareRequest),
  pageSize: number,
): Pages<T> {
  const api = useApi(cloudflareApiRef);
  const [{ pages, isPending, error, isOld = false }, setState] = useState<
    PagesState<T>
  >({
    pages: [],
    isPending: true,
  });
  const controller = useRef<AbortController>();
  const requestRef = useRef(request);

  const read = useCallback(
    async (before: readonly ApiResponse<T[]>[], isRefresh = false) => {
      controller.current?.abort();
      controller.current = new AbortController();
      const { signal } = controller.current;
      setState(state => ({ ...state, isPending: true, error: undefined }));
      try {
        const { path, query } =
          typeof requestRef.current === 'function'
            ? requestRef.current()
            : requestRef.current;
        const cursor = before[before.length - 1]?.meta.nextCursor;
        const page = await api.read<T[]>(
          { path, query: { ...query, cursor, limit: pageSize } },
          { signal, isRefresh },
        );
        if (!signal.aborted) {
          setState({ pages: [...before, page], isPending: false });
        }
      } catch (thrown) {
        if (!signal.aborted) {
          setState(state => failed(state, before, thrown as Error));
        }
      }
    },
    [api, pageSize],
  );
  useEffect(() => {
    read([]);
    return () => controller.current?.abort();
  }, [read]);

  const rows = useMemo(
    () => (pages.length > 0 ? pages.flatMap(({ data }) => data) : undefined),
    [pages],
  );
  const meta = useMemo(
    () => (pages.length > 0 ? metaOfAll(pages, isOld) : undefined),
    [pages, isOld],
  );
  const readNext = () => read(pages);
  const refresh = () => read([], true);
  return {
    rows,
    meta,
    isPending,
    error,
    isOld,
    nextCursor: pages[pages.length - 1]?.meta.nextCursor,
    readNext,
    refresh,
    retry: isOld || pages.length === 0 ? refresh : readNext,
  };
}

/** What is there stays, also when the first page could not be read anew. */
function failed<T>(
  { pages, isOld }: PagesState<T>,
  before: readonly ApiResponse<T[]>[],
  error: Error,
): PagesState<T> {
  return mayStayAfter(error)
    ? {
        pages,
        isPending: false,
        error,
        isOld: isOld || (pages.length > 0 && before.length === 0),
      }
    : { pages: [], isPending: false, error };
}
