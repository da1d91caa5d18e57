import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * What a KV namespace held on a day, at most.
 *
 * @public
 */
export interface CfKvStorage {
  namespaceId: string;
  /** The day in UTC, `YYYY-MM-DD`. */
  date: string;
  /** Number of keys, as Cloudflare estimates it. */
  keyCount?: number;
  bytes?: number;
}

/**
 * Operations on a KV namespace in an hour.
 *
 * @public
 */
export interface CfKvOperations {
  namespaceId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** `read`, `write`, `delete` or `list`. */
  actionType: string;
  requests: number;
}

/**
 * Metrics of KV.
 *
 * @public
 */
export interface CfKvMetrics {
  /** By namespace and day, of the last seven days whatever the window. */
  storage: MetricRows<CfKvStorage>;
  /** By namespace, action and hour. */
  operations: MetricRows<CfKvOperations>;
}

export const kvMetrics: MetricNodes<CfKvMetrics> = {
  storage: {
    dataset: 'kvStorageAdaptiveGroups',
    select: 'max { keyCount byteCount } dimensions { namespaceId date }',
    step: 'day',
    lookBackDays: 7,
    row: z
      .object({
        max: z.object({
          keyCount: maybe(z.number()),
          byteCount: maybe(z.number()),
        }),
        dimensions: z.object({ namespaceId: z.string(), date: timestamp }),
      })
      .transform(({ max, dimensions }) => ({
        ...dimensions,
        keyCount: max.keyCount,
        bytes: max.byteCount,
      })),
  },
  operations: {
    dataset: 'kvOperationsAdaptiveGroups',
    select:
      'sum { requests } dimensions { namespaceId actionType datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({ requests: z.number() }),
        dimensions: z.object({
          namespaceId: z.string(),
          actionType: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ sum, dimensions: { datetimeHour, ...group } }) => ({
        ...group,
        hour: datetimeHour,
        ...sum,
      })),
  },
};
