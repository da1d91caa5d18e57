import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ACCOUNT_RESOURCE_TYPE,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import {
  CloudflareResource,
  readCloudflareResource,
} from './cloudflareResource';
import {
  dependencyRefs,
  isNamedBy,
  NamedResource,
  namedResources,
} from './linkedResources';

/** The Cloudflare resources of a Component. */
export interface LinkedResources {
  /** In the order of the products and of their titles. */
  resources: CloudflareResource[];
  /** What annotations name and the catalog does not hold, or does not show. */
  unknown: NamedResource[];
}

/** Reads the Cloudflare resources that a Component depends on. */
export function useLinkedResources(entity: Entity) {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(
    () => readLinkedResources(catalogApi, entity),
    [catalogApi, entity],
  );
}

async function readLinkedResources(
  catalogApi: CatalogApi,
  entity: Entity,
): Promise<LinkedResources> {
  const [accounts, dependencies] = await Promise.all([
    catalogApi.getEntities({
      filter: { kind: 'resource', 'spec.type': ACCOUNT_RESOURCE_TYPE },
    }),
    catalogApi.getEntitiesByRefs({ entityRefs: dependencyRefs(entity) }),
  ]);
  const accountKeys = accounts.items
    .map(account => readCloudflareResource(account)?.account)
    .filter(key => key !== undefined);
  const resources = dependencies.items
    .map(dependency => dependency && readCloudflareResource(dependency))
    .filter(resource => resource !== undefined)
    .sort(
      (a, b) =>
        productOrder(a) - productOrder(b) || a.title.localeCompare(b.title),
    );
  return {
    resources,
    unknown: namedResources(entity, accountKeys).filter(
      named => !resources.some(resource => isNamedBy(resource, named)),
    ),
  };
}

/** The account, which is no product, comes first. */
function productOrder({ product }: CloudflareResource): number {
  return product ? productIds.indexOf(product.id) : -1;
}
