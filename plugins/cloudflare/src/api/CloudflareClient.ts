import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { InputError, ResponseError } from '@backstage/errors';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareApi,
  CloudflareFile,
  CloudflareRequest,
} from './CloudflareApi';

/**
 * Calls the routes of the Cloudflare backend over HTTP.
 *
 * @public
 */
export class CloudflareClient implements CloudflareApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritDoc CloudflareApi.read} */
  async read<T>(
    request: CloudflareRequest,
    options?: { signal?: AbortSignal; isRefresh?: boolean },
  ): Promise<ApiResponse<T>> {
    return this.#call(request, {
      signal: options?.signal,
      // A browser's own copy would tell the time at which that one was read.
      cache: 'no-store',
      headers: {
        Accept: 'application/json',
        ...(options?.isRefresh && { 'Cache-Control': 'max-age=0' }),
      },
    });
  }

  /** {@inheritDoc CloudflareApi.post} */
  async post<T>(
    request: CloudflareRequest,
    options?: { body?: object; signal?: AbortSignal },
  ): Promise<ApiResponse<T>> {
    return this.#call(request, {
      method: 'POST',
      signal: options?.signal,
      headers: {
        Accept: 'application/json',
        ...(options?.body && { 'Content-Type': 'application/json' }),
      },
      ...(options?.body && { body: JSON.stringify(options.body) }),
    });
  }

  /** {@inheritDoc CloudflareApi.delete} */
  async delete<T>(
    request: CloudflareRequest,
    options?: { signal?: AbortSignal },
  ): Promise<ApiResponse<T>> {
    return this.#call(request, {
      method: 'DELETE',
      signal: options?.signal,
      headers: { Accept: 'application/json' },
    });
  }

  /** {@inheritDoc CloudflareApi.download} */
  async download(
    request: CloudflareRequest,
    options?: { signal?: AbortSignal },
  ): Promise<CloudflareFile> {
    const response = await this.#fetch(request, {
      signal: options?.signal,
      cache: 'no-store',
    });
    return { name: fileNameOf(response), content: await response.blob() };
  }

  async #fetch(
    request: CloudflareRequest,
    init: RequestInit,
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('cloudflare');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/v1/${pathOf(request)}${queryOf(request)}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  async #call<T>(
    request: CloudflareRequest,
    init: RequestInit,
  ): Promise<ApiResponse<T>> {
    const response = await this.#fetch(request, init);
    const body: Partial<ApiResponse<T>> | null = await response
      .json()
      .catch(() => null);
    // A proxy's login page is a 200, too; it must not look like an empty list.
    if (!body || body.data === undefined || !body.meta) {
      throw new Error(
        'The answer is not of the Cloudflare backend; check that the plugin is installed and that no proxy answers in its place',
      );
    }
    return body as ApiResponse<T>;
  }
}

/** The name in `Content-Disposition`; never more than a name. */
function fileNameOf(response: Response): string | undefined {
  const [, name] =
    response.headers
      .get('content-disposition')
      ?.match(/;\s*filename="?(\w[\w.-]*)"?(?:;|$)/i) ?? [];
  return name;
}

function pathOf(request: CloudflareRequest): string {
  return request.path
    .map(segment => {
      // Browsers resolve dot segments even when they are part of a name.
      if (segment === '' || segment === '.' || segment === '..') {
        throw new InputError(`"${segment}" cannot be part of a path`);
      }
      return encodeURIComponent(segment);
    })
    .join('/');
}

function queryOf(request: CloudflareRequest): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  const query = parameters.toString();
  return query && `?${query}`;
}
