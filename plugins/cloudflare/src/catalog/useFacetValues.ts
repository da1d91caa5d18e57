import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ACCOUNT_RESOURCE_TYPE } from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ACCOUNT_FIELD } from './entityFilters';

/** The values that a field has among the Resources of some types, sorted. */
export function useFacetValues(types: readonly string[], field: string) {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(async () => {
    const { facets } = await catalogApi.getEntityFacets({
      filter: { kind: 'resource', 'spec.type': [...types] },
      facets: [field],
    });
    return (facets[field] ?? []).map(({ value }) => value).sort();
  }, [catalogApi, types, field]);
}

const ACCOUNT_TYPES = [ACCOUNT_RESOURCE_TYPE];

/** The keys of the accounts that the catalog shows to the user. */
export function useAccountKeys() {
  return useFacetValues(ACCOUNT_TYPES, ACCOUNT_FIELD);
}
