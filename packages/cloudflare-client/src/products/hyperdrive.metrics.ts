import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Queries through a Hyperdrive configuration in an hour.
 *
 * @public
 */
export interface CfHyperdriveQueries {
  configId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** `hit`, `miss`, `disabled`, `uncacheable`, … */
  cacheStatus: string;
  /** How the query ended, such as `complete` or `error`. */
  eventStatus: string;
  queries: number;
  /** Time that queries took at the database, all together, in milliseconds. */
  queryLatencySumMs: number;
  /** Time that opening connections took, all together, in milliseconds. */
  connectionLatencySumMs: number;
  queryBytes: number;
  resultBytes: number;
}

/**
 * The pool of connections of a Hyperdrive configuration in an hour, at most.
 *
 * @public
 */
export interface CfHyperdrivePool {
  configId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** Connections that were open. */
  currentPoolSize?: number;
  /** Connections that may be open. */
  maxPoolSize?: number;
  /** Clients that waited for a connection. */
  waitingClients?: number;
}

/**
 * Metrics of Hyperdrive.
 *
 * @public
 */
export interface CfHyperdriveMetrics {
  /** By configuration, cache status, outcome and hour. */
  queries: MetricRows<CfHyperdriveQueries>;
  /** By configuration and hour. */
  pool: MetricRows<CfHyperdrivePool>;
}

const dimensions = z.object({ configId: z.string(), datetimeHour: timestamp });

export const hyperdriveMetrics: MetricNodes<CfHyperdriveMetrics> = {
  queries: {
    dataset: 'hyperdriveQueriesAdaptiveGroups',
    select:
      'count sum { queryLatency connectionLatency queryBytes resultBytes } dimensions { configId cacheStatus eventStatus datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        sum: z.object({
          queryLatency: z.number(),
          connectionLatency: z.number(),
          queryBytes: z.number(),
          resultBytes: z.number(),
        }),
        dimensions: dimensions.extend({
          cacheStatus: z.string(),
          eventStatus: z.string(),
        }),
      })
      .transform(({ count, sum, dimensions: { datetimeHour, ...group } }) => ({
        ...group,
        hour: datetimeHour,
        queries: count,
        queryLatencySumMs: sum.queryLatency,
        connectionLatencySumMs: sum.connectionLatency,
        queryBytes: sum.queryBytes,
        resultBytes: sum.resultBytes,
      })),
  },
  pool: {
    dataset: 'hyperdrivePoolSizesAdaptiveGroups',
    select:
      'max { currentPoolSize maxPoolSize waitingClients } dimensions { configId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        max: z.object({
          currentPoolSize: maybe(z.number()),
          maxPoolSize: maybe(z.number()),
          waitingClients: maybe(z.number()),
        }),
        dimensions,
      })
      .transform(({ max, dimensions: { configId, datetimeHour } }) => ({
        configId,
        hour: datetimeHour,
        ...max,
      })),
  },
};
