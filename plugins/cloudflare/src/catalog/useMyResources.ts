import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { readInventory } from './useInventory';

/** Reads the Cloudflare resources that the user, or a group of theirs, owns. */
export function useMyResources() {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  return useAsyncRetry(async () => {
    const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
    // Without a value, the filter would leave nothing out.
    return ownershipEntityRefs.length > 0
      ? readInventory(catalogApi, { 'relations.ownedBy': ownershipEntityRefs })
      : [];
  }, [catalogApi, identityApi]);
}
