import { hourly } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';
import { r2 } from '.';
import type { Bucket } from './Bucket';

/** Share of an hour's reads. */
const actions: readonly [string, number][] = [
  ['GetObject', 1],
  ['PutObject', 0.06],
  ['ListObjects', 0.01],
];

const metadataBytes = 120;

/** As the analytics call a bucket. */
const nameOf = ({ name, jurisdiction }: Bucket) =>
  jurisdiction === 'default' ? name : `${jurisdiction}_${name}`;

const storage: Dataset = {
  dimensions: ['bucketName'],
  max: ['objectCount', 'payloadSize', 'metadataSize'],
  *rows(account, window) {
    for (const bucket of account.of(r2).list()) {
      const { stored } = bucket;
      if (stored) {
        yield* hourly(window, `r2/${bucket.id}`, () => ({
          dimensions: { bucketName: nameOf(bucket) },
          max: {
            objectCount: stored.objects,
            payloadSize: stored.bytes,
            metadataSize: stored.objects * metadataBytes,
          },
        }));
      }
    }
  },
};

const operations: Dataset = {
  dimensions: ['bucketName', 'actionType'],
  sum: ['requests'],
  *rows(account, window) {
    for (const bucket of account.of(r2).list()) {
      const { hourlyReads } = bucket;
      for (const [actionType, share] of hourlyReads > 0 ? actions : []) {
        yield* hourly(window, `r2/${bucket.id}`, load => {
          const requests = Math.round(hourlyReads * load * share);
          return requests > 0
            ? {
                dimensions: { bucketName: nameOf(bucket), actionType },
                sum: { requests },
              }
            : undefined;
        });
      }
    }
  },
};

export const r2Datasets: Record<string, Dataset> = {
  r2StorageAdaptiveGroups: storage,
  r2OperationsAdaptiveGroups: operations,
};
