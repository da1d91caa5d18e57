import { useApi } from '@backstage/core-plugin-api';
import {
  ApiMeta,
  ApiResponse,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { cloudflareApiRef, CloudflareRequest } from '../api';

interface PagesState<T> {
  pages: readonly ApiResponse<T[]>[];
  isPending: boolean;
  error?: Error;
}

/** The pages of a request that were read so far, as one list. */
export interface Pages<T> {
  /** `undefined` while the first page is read. */
  rows?: T[];
  /** What is to be known of all of them. */
  meta?: ApiMeta;
  isPending: boolean;
  error?: Error;
  /** Where the next page starts; absent when there is none. */
  nextCursor?: string;
  readNext(): void;
  /** Reads the first page again; the rows stay until it is there. */
  refresh(): void;
}

/** Reads a request page by page. A new request needs a new `key`. */
export function usePages<T>(
  request: CloudflareRequest,
  pageSize: number,
): Pages<T> {
  const api = useApi(cloudflareApiRef);
  const [{ pages, isPending, error }, setState] = useState<PagesState<T>>({
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
      setState(state => ({ pages: state.pages, isPending: true }));
      try {
        const { path, query } = requestRef.current;
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
          setState({ pages: before, isPending: false, error: thrown as Error });
        }
      }
    },
    [api, pageSize],
  );
  useEffect(() => {
    read([]);
    return () => controller.current?.abort();
  }, [read]);

  return {
    rows: pages.length > 0 ? pages.flatMap(({ data }) => data) : undefined,
    meta:
      pages.length > 0 ? metaOfAll(pages.map(({ meta }) => meta)) : undefined,
    isPending,
    error,
    nextCursor: pages[pages.length - 1]?.meta.nextCursor,
    readNext: () => read(pages),
    refresh: () => read([], true),
  };
}

/** Pages together are as old as the oldest, and as whole as the least whole. */
function metaOfAll(metas: readonly ApiMeta[]): ApiMeta {
  const problems = metas.flatMap(meta => meta.problems ?? []);
  return {
    account: metas[0].account,
    fetchedAt: metas
      .map(({ fetchedAt }) => fetchedAt)
      .reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a)),
    cache: metas.some(({ cache }) => cache === 'stale') ? 'stale' : 'hit',
    complete: metas.every(({ complete }) => complete),
    masked: metas.some(({ masked }) => masked),
    problems: [
      ...new Map(
        problems.map(problem => [JSON.stringify(problem), problem]),
      ).values(),
    ],
  };
}
