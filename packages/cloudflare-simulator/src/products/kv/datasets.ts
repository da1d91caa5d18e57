import { daily, hourly } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';
import { kv } from '.';

/** Share of an hour's reads. */
const actions: readonly [string, number][] = [
  ['read', 1],
  ['write', 0.04],
  ['delete', 0.002],
  ['list', 0.001],
];

const storage: Dataset = {
  dimensions: ['namespaceId'],
  max: ['keyCount', 'byteCount'],
  *rows(account, window) {
    for (const { id, counted } of account.of(kv).list()) {
      if (counted) {
        yield* daily(window, () => ({
          dimensions: { namespaceId: id },
          max: { keyCount: counted.keys, byteCount: counted.bytes },
        }));
      }
    }
  },
};

const operations: Dataset = {
  dimensions: ['namespaceId', 'actionType'],
  sum: ['requests'],
  *rows(account, window) {
    for (const { id, hourlyReads } of account.of(kv).list()) {
      for (const [actionType, share] of hourlyReads > 0 ? actions : []) {
        yield* hourly(window, `kv/${id}`, load => {
          const requests = Math.round(hourlyReads * load * share);
          return requests > 0
            ? { dimensions: { namespaceId: id, actionType }, sum: { requests } }
            : undefined;
        });
      }
    }
  },
};

export const kvDatasets: Record<string, Dataset> = {
  kvStorageAdaptiveGroups: storage,
  kvOperationsAdaptiveGroups: operations,
};
