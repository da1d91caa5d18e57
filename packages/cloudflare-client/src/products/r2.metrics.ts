import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * What an R2 bucket held in an hour, at most.
 *
 * @public
 */
export interface CfR2Storage {
  /** Name of the bucket, with `<jurisdiction>_` before it unless it is in the default one. */
  bucket: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  objectCount?: number;
  /** Size of the objects. */
  payloadBytes?: number;
  /** Size of the objects' metadata. */
  metadataBytes?: number;
}

/**
 * Operations on an R2 bucket in an hour.
 *
 * @public
 */
export interface CfR2Operations {
  /** Name of the bucket, with `<jurisdiction>_` before it unless it is in the default one. */
  bucket: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** `GetObject`, `PutObject`, `ListObjects`, … */
  actionType: string;
  requests: number;
}

/**
 * Metrics of R2.
 *
 * @public
 */
export interface CfR2Metrics {
  /** By bucket and hour. */
  storage: MetricRows<CfR2Storage>;
  /** By bucket, action and hour. */
  operations: MetricRows<CfR2Operations>;
}

const dimensions = z.object({
  bucketName: z.string(),
  datetimeHour: timestamp,
});

export const r2Metrics: MetricNodes<CfR2Metrics> = {
  storage: {
    dataset: 'r2StorageAdaptiveGroups',
    select:
      'max { objectCount payloadSize metadataSize } dimensions { bucketName datetimeHour }',
    step: 'hour',
    row: z
      .object({
        max: z.object({
          objectCount: maybe(z.number()),
          payloadSize: maybe(z.number()),
          metadataSize: maybe(z.number()),
        }),
        dimensions,
      })
      .transform(({ max, dimensions: { bucketName, datetimeHour } }) => ({
        bucket: bucketName,
        hour: datetimeHour,
        objectCount: max.objectCount,
        payloadBytes: max.payloadSize,
        metadataBytes: max.metadataSize,
      })),
  },
  operations: {
    dataset: 'r2OperationsAdaptiveGroups',
    select:
      'sum { requests } dimensions { bucketName actionType datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({ requests: z.number() }),
        dimensions: dimensions.extend({ actionType: z.string() }),
      })
      .transform(({ sum, dimensions: group }) => ({
        bucket: group.bucketName,
        hour: group.datetimeHour,
        actionType: group.actionType,
        ...sum,
      })),
  },
};
