import {
  AccountStatus,
  ProductionDeployment,
  ProductStatus,
  ProvenanceCounts,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback } from 'react';
import { Reading, useReading } from '../../api/useReading';
import { InventoryReading, useInventory } from '../../catalog/useInventory';

/** As many runs as the backend gives at once. */
export const RUNS_READ = 50;
/** The deployments that stand for those of their kind. */
const DEPLOYMENTS_READ = 25;

/** What the overview is made of; each part comes, or fails, by itself. */
export interface OverviewParts {
  accounts: Reading<AccountStatus[]>;
  products: Reading<ProductStatus[]>;
  runs: Reading<SyncRun[]>;
  counts: Reading<ProvenanceCounts>;
  deployments: Reading<ProductionDeployment[]>;
  inventory: InventoryReading;
  isPending: boolean;
  refresh(): void;
}

/** Reads every part at once. */
export function useOverview(): OverviewParts {
  const accounts = useReading<AccountStatus[]>({ path: ['accounts'] });
  const products = useReading<ProductStatus[]>({ path: ['products'] });
  const runs = useReading<SyncRun[]>({
    path: ['sync'],
    query: { limit: RUNS_READ },
  });
  const counts = useReading<ProvenanceCounts>({
    path: ['provenance', 'summary'],
  });
  const deployments = useReading<ProductionDeployment[]>({
    path: ['provenance', 'deployments'],
    query: { order: 'exceptions', limit: DEPLOYMENTS_READ },
  });
  const inventory = useInventory();
  const retries = [
    accounts.retry,
    products.retry,
    runs.retry,
    counts.retry,
    deployments.retry,
    inventory.retry,
  ];
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const refresh = useCallback(() => retries.forEach(retry => retry()), retries);
  return {
    accounts,
    products,
    runs,
    counts,
    deployments,
    inventory,
    isPending:
      inventory.loading ||
      [accounts, products, runs, counts, deployments].some(
        ({ isPending }) => isPending,
      ),
    refresh,
  };
}
