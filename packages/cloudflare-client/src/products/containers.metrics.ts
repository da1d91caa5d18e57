import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * What the instances of a container application used in an hour.
 *
 * @public
 */
export interface CfContainerUsage {
  applicationId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** CPU time of all instances, in seconds. */
  cpuTimeSeconds: number;
  /** Received by all instances. */
  receivedBytes: number;
  /** Sent by all instances. */
  sentBytes: number;
  /** Memory of one instance, on average. */
  averageMemoryBytes?: number;
  /** Memory of one instance, at most. */
  maxMemoryBytes?: number;
  /** Disk of one instance, at most. */
  maxDiskBytes?: number;
}

/**
 * Metrics of Containers.
 *
 * @public
 */
export interface CfContainersMetrics {
  /** By application and hour. */
  usage: MetricRows<CfContainerUsage>;
}

export const containersMetrics: MetricNodes<CfContainersMetrics> = {
  usage: {
    dataset: 'containersMetricsAdaptiveGroups',
    select:
      'sum { cpuTimeSec rxBytes txBytes } avg { memory } max { memory diskUsage } dimensions { applicationId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({
          cpuTimeSec: z.number(),
          rxBytes: z.number(),
          txBytes: z.number(),
        }),
        avg: z.object({ memory: maybe(z.number()) }),
        max: z.object({
          memory: maybe(z.number()),
          diskUsage: maybe(z.number()),
        }),
        dimensions: z.object({
          applicationId: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ sum, avg, max, dimensions }) => ({
        applicationId: dimensions.applicationId,
        hour: dimensions.datetimeHour,
        cpuTimeSeconds: sum.cpuTimeSec,
        receivedBytes: sum.rxBytes,
        sentBytes: sum.txBytes,
        averageMemoryBytes: avg.memory,
        maxMemoryBytes: max.memory,
        maxDiskBytes: max.diskUsage,
      })),
  },
};
