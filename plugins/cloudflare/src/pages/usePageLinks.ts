import { useRouteRef } from '@backstage/core-plugin-api';
import { ProvenanceState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { rootRouteRef } from '../routes';

/** Where the pages below `/cloudflare` are, with what they are narrowed to. */
export interface PageLinks {
  inventory(filters?: { product?: string; owner?: string }): string;
  deployments(filters?: { state?: ProvenanceState }): string;
  accounts(): string;
}

/** Tells where the plugin's pages are in this app. */
export function usePageLinks(): PageLinks {
  const root = useRouteRef(rootRouteRef)();
  return useMemo(
    () => ({
      inventory: filters => `${root}/inventory${queryOf(filters)}`,
      deployments: filters => `${root}/deployments${queryOf(filters)}`,
      accounts: () => `${root}/accounts`,
    }),
    [root],
  );
}

function queryOf(filters: Record<string, string> = {}): string {
  const query = new URLSearchParams(filters).toString();
  return query && `?${query}`;
}
