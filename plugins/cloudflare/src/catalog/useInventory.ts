import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareResourceTypes } from '../conditions';
import {
  CloudflareResource,
  readCloudflareResource,
} from './cloudflareResource';

const PAGE_SIZE = 1000;

/** What of an entity a {@link CloudflareResource} is made of. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'metadata.labels',
  'spec.type',
  'spec.owner',
  'spec.parameters',
];

/**
 * Reads all Cloudflare resources of the catalog.
 *
 * They are read whole and sorted here: when the catalog sorts by a field, it
 * leaves out every entity that does not have it.
 */
export function useInventory() {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(() => readInventory(catalogApi), [catalogApi]);
}

async function readInventory(
  catalogApi: CatalogApi,
): Promise<CloudflareResource[]> {
  const entities: Entity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalogApi.queryEntities(
      cursor
        ? { cursor, limit: PAGE_SIZE, fields: FIELDS }
        : {
            filter: { kind: 'resource', 'spec.type': cloudflareResourceTypes },
            limit: PAGE_SIZE,
            fields: FIELDS,
          },
    );
    entities.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return entities
    .map(readCloudflareResource)
    .filter(resource => resource !== undefined);
}
