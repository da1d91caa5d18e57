import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareResourceTypes } from '../conditions';
import {
  CloudflareResource,
  readCloudflareResource,
} from './cloudflareResource';

const PAGE_SIZE = 1000;

/** What of an entity a {@link CloudflareResource} is made of, and its system. */
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
  'spec.system',
  'spec.parameters',
];

/** The Cloudflare resources of the catalog, and what came of reading them. */
export interface InventoryReading {
  /** As they were read last: they stay while, and when, that fails anew. */
  value?: CloudflareResource[];
  /** When `value` was read, RFC 3339. */
  readAt?: string;
  error?: Error;
  loading: boolean;
  retry(): void;
}

/** Reads all Cloudflare resources of the catalog. */
export function useInventory(): InventoryReading {
  const catalogApi = useApi(catalogApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    async () => ({
      resources: await readInventory(catalogApi),
      readAt: new Date().toISOString(),
    }),
    [catalogApi],
  );
  const [before, setBefore] = useState(value);
  useEffect(() => {
    if (value) {
      setBefore(value);
    }
  }, [value]);
  const last = value ?? before;
  return {
    value: last?.resources,
    readAt: last?.readAt,
    error: loading ? undefined : error,
    loading,
    retry,
  };
}

/**
 * Reads the Cloudflare resources of the catalog that a filter leaves.
 *
 * They are read whole and sorted here: when the catalog sorts by a field, it
 * leaves out every entity that does not have it.
 */
export async function readInventory(
  catalogApi: CatalogApi,
  filter?: Record<string, string | string[]>,
): Promise<CloudflareResource[]> {
  const entities: Entity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalogApi.queryEntities(
      cursor
        ? { cursor, limit: PAGE_SIZE, fields: FIELDS }
        : {
            filter: {
              ...filter,
              kind: 'resource',
              'spec.type': cloudflareResourceTypes,
            },
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
