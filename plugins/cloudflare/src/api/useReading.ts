import { useApi } from '@backstage/core-plugin-api';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareApiRef, CloudflareRequest } from './CloudflareApi';

/** A reading of a route, and what came of it. */
export interface Reading<T> {
  /** Neither of `response` and `error` is set while it is read first. */
  response?: ApiResponse<T>;
  error?: Error;
  isPending: boolean;
  retry(): void;
}

/** Reads a route of the backend, and again whenever the request changes. */
export function useReading<T>(request: CloudflareRequest): Reading<T> {
  const api = useApi(cloudflareApiRef);
  const identity = JSON.stringify([request.path, request.query]);
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    return { identity, response: await api.read<T>(request) };
  }, [api, identity]);
  // What another request gave is not shown under this one's name.
  const response = value?.identity === identity ? value.response : undefined;
  return {
    response,
    error: loading ? undefined : error,
    isPending: loading,
    retry,
  };
}
