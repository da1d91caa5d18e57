import { useApi } from '@backstage/core-plugin-api';
import { assertError } from '@backstage/errors';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback, useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareApiRef, CloudflareRequest } from './CloudflareApi';

/** A reading of a route, and what came of it. */
export interface Reading<T> {
  /** Neither of `response` and `error` is set while it is read first. */
  response?: ApiResponse<T>;
  error?: Error;
  isPending: boolean;
  /** Reads it anew, also what the backend has kept. */
  retry(): void;
}

/** Reads a route of the backend, and again whenever the request changes. */
export function useReading<T>(request: CloudflareRequest): Reading<T> {
  const api = useApi(cloudflareApiRef);
  const identity = JSON.stringify([request.path, request.query]);
  const isRefresh = useRef(false);
  const { value, loading, retry } = useAsyncRetry(async () => {
    const options = { isRefresh: isRefresh.current };
    isRefresh.current = false;
    try {
      return { identity, response: await api.read<T>(request, options) };
    } catch (error) {
      assertError(error);
      return { identity, error };
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
    isPending: loading || !own,
    retry: refresh,
  };
}
