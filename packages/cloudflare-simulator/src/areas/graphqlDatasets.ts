import { numberBelow } from '../account/ids';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import { exampleBodies } from '../fixtures';

/** A row of a dataset with everything that it can be asked for. */
export type DatasetRow = Record<string, unknown>;

/** What is asked of a dataset. */
export interface DatasetQuery {
  filter: Record<string, unknown>;
  /** Dimensions that are selected: what rows are grouped by. */
  dimensions: string[];
}

type Dataset = (account: SimulatedAccount, query: DatasetQuery) => DatasetRow[];

const [exampleRows] = exampleBodies.graphqlSuccess.data.viewer.accounts;

/** Names of datasets that exist and that the account's plan does not include. */
export const refusedDatasets = ['containersMetricsAdaptiveGroups'];

function workersInvocations(account: SimulatedAccount): DatasetRow[] {
  return account.workers
    .list()
    .filter(({ deployments }) => deployments.length > 0)
    .map(({ name }) => ({
      sum: {
        requests: 1000 + numberBelow(100_000, `requests/${name}`),
        errors: numberBelow(50, `errors/${name}`),
        subrequests: numberBelow(10_000, `subrequests/${name}`),
      },
      quantiles: {
        cpuTimeP50: 900 + numberBelow(500, `cpu/${name}`),
        cpuTimeP99: 4000 + numberBelow(9000, `cpu/${name}`),
      },
      dimensions: { scriptName: name, status: 'success' },
    }));
}

/** Logins counted by the dimensions that are selected. */
function accessLogins(
  account: SimulatedAccount,
  { filter, dimensions }: DatasetQuery,
): DatasetRow[] {
  const from = Date.parse(String(filter.datetime_geq ?? ''));
  const to = Date.parse(String(filter.datetime_leq ?? ''));
  const groups = new Map<string, { count: number; dimensions: object }>();
  for (const row of account.access.rows()) {
    const time = Date.parse(row.created_at);
    if (row.action !== 'login' || time < from || time > to) continue;
    const all: Record<string, unknown> = {
      isSuccessfulLogin: row.allowed ? 1 : 0,
      identityProvider: row.connection,
      appId: row.app_uid,
      country: row.country ?? '',
    };
    const key = JSON.stringify(dimensions.map(name => all[name]));
    const group = groups.get(key) ?? { count: 0, dimensions: all };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Datasets of an account by the name of their node. */
export const datasets: Record<string, Dataset | undefined> = {
  workersInvocationsAdaptive: workersInvocations,
  accessLoginRequestsAdaptiveGroups: accessLogins,
  queueBacklogAdaptiveGroups: () => exampleRows.queues,
  kvStorageAdaptiveGroups: () => exampleRows.kv,
  d1StorageAdaptiveGroups: () => exampleRows.d1,
  r2StorageAdaptiveGroups: () => exampleRows.r2,
};
