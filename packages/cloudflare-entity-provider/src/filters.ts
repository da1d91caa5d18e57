import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { matchesResource } from '@cloudflare-backstage/plugin-cloudflare-node';
import { SyncConfig } from './readSyncConfig';
import { ResourceDescription } from './ResourceIngestion';

const DAY_MS = 86_400_000;

/** Whether the filters let a resource into the catalog. Unknown age is not old. */
export function passesFilters(
  { include, exclude, maxAgeDays }: SyncConfig['filters'],
  product: ProductId,
  { qualifiedName, lastChange }: ResourceDescription,
  tags: readonly string[],
): boolean {
  const resource = { product, name: qualifiedName, tags };
  if (exclude.some(match => matchesResource(match, resource))) {
    return false;
  }
  if (maxAgeDays !== undefined && lastChange !== undefined) {
    const age = Date.now() - Date.parse(lastChange);
    if (age > maxAgeDays * DAY_MS) {
      return false;
    }
  }
  return (
    include.length === 0 ||
    include.some(match => matchesResource(match, resource))
  );
}
