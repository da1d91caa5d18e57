import { createApiRef } from '@backstage/core-plugin-api';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * A request to one of the backend's routes.
 *
 * @public
 */
export interface CloudflareRequest {
  /** Segments of the path below `/v1`, not encoded. */
  path: readonly string[];
  /** Query parameters; those that are `undefined` are left out. */
  query?: Readonly<Record<string, string | number | undefined>>;
}

/**
 * A file that a route answers.
 *
 * @public
 */
export interface CloudflareFile {
  /** As the backend names it; `undefined` where the browser is not told. */
  name: string | undefined;
  content: Blob;
}

/**
 * Calls the routes of the Cloudflare backend. Which routes there are, and what
 * they answer, is the matter of each product.
 *
 * @public
 */
export interface CloudflareApi {
  /**
   * Reads a route. Rejects with a `ResponseError` of `@backstage/errors` when
   * the backend answers with an error.
   */
  read<T>(
    request: CloudflareRequest,
    options?: {
      signal?: AbortSignal;
      /** Reads anew what the backend has only kept, though not every moment. */
      isRefresh?: boolean;
    },
  ): Promise<ApiResponse<T>>;

  /**
   * Asks a route to do something. Rejects as `read` does; what was asked for
   * may have begun even when the answer did not arrive.
   */
  post<T>(
    request: CloudflareRequest,
    options?: {
      /** Sent as JSON. */
      body?: object;
      signal?: AbortSignal;
    },
  ): Promise<ApiResponse<T>>;

  /** Asks a route to end something. Rejects as `read` does. */
  delete<T>(
    request: CloudflareRequest,
    options?: { signal?: AbortSignal },
  ): Promise<ApiResponse<T>>;

  /** Reads a route that answers a file. Rejects as `read` does. */
  download(
    request: CloudflareRequest,
    options?: { signal?: AbortSignal },
  ): Promise<CloudflareFile>;
}

/**
 * Reference of the API of the Cloudflare backend.
 *
 * @public
 */
export const cloudflareApiRef = createApiRef<CloudflareApi>({
  id: 'plugin.cloudflare.service',
});
