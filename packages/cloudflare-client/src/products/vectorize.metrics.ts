import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * What a Vectorize index held in an hour, at most.
 *
 * @public
 */
export interface CfVectorizeStorage {
  index: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  vectorCount?: number;
  /** Vectors times their dimensions. */
  storedVectorDimensions?: number;
}

/**
 * Writes to a Vectorize index in an hour.
 *
 * @public
 */
export interface CfVectorizeWrites {
  index: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  addedVectorCount: number;
  deletedVectorCount: number;
}

/**
 * Queries of a Vectorize index in an hour.
 *
 * @public
 */
export interface CfVectorizeQueries {
  index: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  queries: number;
  /** Vectors that were looked through times their dimensions. */
  queriedVectorDimensions: number;
}

/**
 * Metrics of Vectorize.
 *
 * @public
 */
export interface CfVectorizeMetrics {
  /** By index and hour. */
  storage: MetricRows<CfVectorizeStorage>;
  /** By index and hour. */
  writes: MetricRows<CfVectorizeWrites>;
  /** By index and hour. */
  queries: MetricRows<CfVectorizeQueries>;
}

const dimensions = z
  .object({ indexName: z.string(), datetimeHour: timestamp })
  .transform(({ indexName, datetimeHour }) => ({
    index: indexName,
    hour: datetimeHour,
  }));

export const vectorizeMetrics: MetricNodes<CfVectorizeMetrics> = {
  storage: {
    dataset: 'vectorizeV2StorageAdaptiveGroups',
    select:
      'max { vectorCount storedVectorDimensions } dimensions { indexName datetimeHour }',
    step: 'hour',
    row: z
      .object({
        max: z.object({
          vectorCount: maybe(z.number()),
          storedVectorDimensions: maybe(z.number()),
        }),
        dimensions,
      })
      .transform(({ max, dimensions: group }) => ({ ...group, ...max })),
  },
  writes: {
    dataset: 'vectorizeV2WritesAdaptiveGroups',
    select:
      'sum { addedVectorCount deletedVectorCount } dimensions { indexName datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({
          addedVectorCount: z.number(),
          deletedVectorCount: z.number(),
        }),
        dimensions,
      })
      .transform(({ sum, dimensions: group }) => ({ ...group, ...sum })),
  },
  queries: {
    dataset: 'vectorizeV2QueriesAdaptiveGroups',
    select:
      'count sum { queriedVectorDimensions } dimensions { indexName datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        sum: z.object({ queriedVectorDimensions: z.number() }),
        dimensions,
      })
      .transform(({ count, sum, dimensions: group }) => ({
        ...group,
        queries: count,
        ...sum,
      })),
  },
};
