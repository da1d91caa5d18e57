import { useRouteRef } from '@backstage/core-plugin-api';
import { ProvenanceState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { cloudflarePageRouteRef, rootRouteRef } from '../routes';

/** Where the pages below `/cloudflare` are, with what they are narrowed to. */
export interface PageLinks {
  inventory(filters?: { product?: string; owner?: string }): string;
  deployments(filters?: { state?: ProvenanceState }): string;
  scorecards(filters?: ScorecardFilters): string;
  accounts(): string;
}

/** What the page of the scorecards is narrowed to. */
export interface ScorecardFilters {
  scorecard?: string;
  check?: string;
  state?: string;
  owner?: string;
  /** Entity refs, as the next two. */
  entity?: string;
  component?: string;
  system?: string;
}

/** Tells one of the plugin's pages where the others are in this app. */
export function usePageLinks(): PageLinks {
  const root = useRouteRef(rootRouteRef)();
  return useMemo(() => linksBelow(root), [root]);
}

/** Tells where the plugin's pages are, unless the app does without them. */
export function useLinksToPages(): PageLinks | undefined {
  const root = useRouteRef(cloudflarePageRouteRef)?.();
  return useMemo(() => (root === undefined ? root : linksBelow(root)), [root]);
}

function linksBelow(root: string): PageLinks {
  return {
    inventory: filters => `${root}/inventory${queryOf(filters)}`,
    deployments: filters => `${root}/deployments${queryOf(filters)}`,
    scorecards: filters => `${root}/scorecards${queryOf({ ...filters })}`,
    accounts: () => `${root}/accounts`,
  };
}

function queryOf(filters: Record<string, string> = {}): string {
  const query = new URLSearchParams(filters).toString();
  return query && `?${query}`;
}
