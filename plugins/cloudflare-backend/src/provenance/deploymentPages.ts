import {
  CloudflareApiError,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';

/** No resource has more; a server that never ends is stopped here. */
const MOST_PAGES = 1000;

/**
 * The deployments of a resource page by page, newest first, each once: those
 * that are made meanwhile push others to the next page again.
 *
 * @throws CloudflareApiError when they cannot be read to their end
 */
export async function* deploymentPages<T extends { id: string }>(
  of: { product: ProductId; what: string },
  read: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await read(cursor);
    const added: T[] = [];
    for (const deployment of page.items) {
      if (!seen.has(deployment.id)) {
        seen.add(deployment.id);
        added.push(deployment);
      }
    }
    pages += 1;
    cursor = page.nextCursor;
    yield added;
    if (cursor !== undefined && (added.length === 0 || pages === MOST_PAGES)) {
      throw new CloudflareApiError({
        kind: 'incomplete',
        message: `Cannot read ${of.what}: the list ${
          added.length === 0 ? 'repeats itself' : 'does not end'
        }`,
        product: of.product,
      });
    }
  } while (cursor !== undefined);
}
