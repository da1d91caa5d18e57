import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Time that browsers ran in an hour. Nothing tells for whom.
 *
 * @public
 */
export interface CfBrowserTime {
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** All sessions together. */
  sessionDurationMs: number;
}

/**
 * Browsers that Workers had open at once in an hour.
 *
 * @public
 */
export interface CfBrowserConcurrency {
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  averageSessions?: number;
  maxSessions?: number;
}

/**
 * Calls of the REST API of Browser Rendering in an hour.
 *
 * @public
 */
export interface CfBrowserApiCalls {
  /** Such as `screenshot` or `pdf`. */
  endpoint: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  calls: number;
}

/**
 * Metrics of Browser Rendering, which are of the account as a whole.
 *
 * @public
 */
export interface CfBrowserRenderingMetrics {
  /** By hour. */
  browserTime: MetricRows<CfBrowserTime>;
  /** By hour. */
  concurrency: MetricRows<CfBrowserConcurrency>;
  /** By endpoint and hour. */
  apiCalls: MetricRows<CfBrowserApiCalls>;
}

const dimensions = z.object({ datetimeHour: timestamp });

export const browserRenderingMetrics: MetricNodes<CfBrowserRenderingMetrics> = {
  browserTime: {
    dataset: 'browserRenderingBrowserTimeUsageAdaptiveGroups',
    select: 'sum { totalSessionDurationMs } dimensions { datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({ totalSessionDurationMs: z.number() }),
        dimensions,
      })
      .transform(({ sum, dimensions: { datetimeHour } }) => ({
        hour: datetimeHour,
        sessionDurationMs: sum.totalSessionDurationMs,
      })),
  },
  concurrency: {
    dataset: 'browserRenderingBindingSessionsAdaptiveGroups',
    select:
      'avg { avgConcurrentSessions } max { maxConcurrentSessions } dimensions { datetimeHour }',
    step: 'hour',
    row: z
      .object({
        avg: z.object({ avgConcurrentSessions: maybe(z.number()) }),
        max: z.object({ maxConcurrentSessions: maybe(z.number()) }),
        dimensions,
      })
      .transform(({ avg, max, dimensions: { datetimeHour } }) => ({
        hour: datetimeHour,
        averageSessions: avg.avgConcurrentSessions,
        maxSessions: max.maxConcurrentSessions,
      })),
  },
  apiCalls: {
    dataset: 'browserRenderingApiAdaptiveGroups',
    select: 'count dimensions { endpoint datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        dimensions: dimensions.extend({ endpoint: z.string() }),
      })
      .transform(({ count, dimensions: { endpoint, datetimeHour } }) => ({
        endpoint,
        hour: datetimeHour,
        calls: count,
      })),
  },
};
