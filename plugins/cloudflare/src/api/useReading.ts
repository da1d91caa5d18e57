import { useApi } from '@backstage/core-plugin-api';
import { assertError } from '@backstage/errors';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback, useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareApiRef, CloudflareRequest } from './CloudflareApi';
import { mayStayAfter } from './failures';

/** A reading of a route, and what came of it. */
export interface Reading<T> {
  /** Neither of `response` and `error` is set while it is read first. */
  response?: ApiResponse<T>;
  error?: Error;
  /** What was read before it could not be read anew. */
  before?: ApiResponse<T>;
  isPending: boolean;
  /** Reads it anew, also what the backend has kept. */
  retry(): void;
}

/** What came of a request. */
interface Outcome<T> {
  identity: string;
  response?: ApiResponse<T>;
  error?: Error;
  before?: ApiResponse<T>;
}

/** Reads a route of the backend, and again whenever the request changes. */
export function useReading<T>(request: CloudflareRequest): Reading<T> {
  const api = useApi(cloudflareApiRef);
  const identity = JSON.stringify([request.path, request.query]);
  const isRefresh = useRef(false);
  const kept = useRef<Outcome<T>>();
  const { value, loading, retry } = useAsyncRetry(async (): Promise<
    Outcome<T>
  > => {
    const options = { isRefresh: isRefresh.current };
    isRefresh.current = false;
    try {
      const response = await api.read<T>(request, options);
      kept.current = { identity, response };
      return kept.current;
    } catch (error) {
      assertError(error);
      if (!mayStayAfter(error)) {
        kept.current = undefined;
      }
      const before =
        kept.current?.identity === identity ? kept.current.response : undefined;
      return { identity, error, before };
    }
  }, [api, identity]);
  const refresh = useCallback(() => {
    isRefresh.current = true;
    retry();
  }, [retry]);
  // What came of another request is not shown under this one's name.
  const own = value?.identity === identity ? value : undefined;
  return {
    response: own?.response,
    error: loading ? undefined : own?.error,
    before: own?.before,
    isPending: loading || !own,
    retry: refresh,
  };
}
