import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { productStatus, syncRun } from './syncSchemas';

const TIMEOUT_MS = 10_000;

/**
 * Talks to the module of the catalog that syncs Cloudflare, in this backend's
 * own name.
 */
export class CatalogModule {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  /** How each product of each account can be read. */
  async products(signal: AbortSignal): Promise<ProductStatus[]> {
    const schema = z.object({ products: z.array(productStatus) });
    return (await this.read('products', schema, signal)).products;
  }

  /** The last runs of the sync, newest first, of all accounts by default. */
  async runs(
    query: { limit: number; account?: string },
    signal: AbortSignal,
  ): Promise<SyncRun[]> {
    const search = new URLSearchParams({ limit: String(query.limit) });
    if (query.account !== undefined) {
      search.set('account', query.account);
    }
    const schema = z.object({ runs: z.array(syncRun) });
    return (await this.read(`runs?${search}`, schema, signal)).runs;
  }

  /**
   * Starts the sync of an account.
   *
   * @throws ConflictError when it is running
   */
  async startSync(accountKey: string, signal: AbortSignal): Promise<void> {
    const task = encodeURIComponent(`cloudflare:${accountKey}:sync`);
    const response = await this.call(
      'POST',
      `/.backstage/scheduler/v1/tasks/${task}/trigger`,
      signal,
    );
    await response.body?.cancel();
    if (response.status === 409) {
      throw new ConflictError(
        `The sync of the Cloudflare account '${accountKey}' is running already`,
      );
    }
    if (!response.ok) {
      throw silent(
        response.status === 404
          ? `has no sync for the account '${accountKey}'`
          : `answered with the status ${response.status}`,
      );
    }
  }

  private async read<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const response = await this.call('GET', `/cloudflare/${path}`, signal);
    if (!response.ok) {
      throw silent(`answered with the status ${response.status}`);
    }
    const body = schema.safeParse(await response.json().catch(() => undefined));
    if (!body.success) {
      throw silent('gave an answer of another form than this version expects');
    }
    return body.data;
  }

  private async call(
    method: 'GET' | 'POST',
    path: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const { auth, discovery } = this.services;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'catalog',
    });
    try {
      return await fetch(`${await discovery.getBaseUrl('catalog')}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch {
      signal.throwIfAborted();
      throw silent('does not answer');
    }
  }
}

function silent(what: string): CloudflareApiError {
  return new CloudflareApiError({
    kind: 'unavailable',
    message: `The sync of Cloudflare in the catalog ${what}: is the catalog module of the Cloudflare plugins installed and running?`,
  });
}
