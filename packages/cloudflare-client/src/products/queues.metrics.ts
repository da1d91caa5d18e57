import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Messages that waited in a queue in an hour, on average.
 *
 * @public
 */
export interface CfQueueBacklog {
  queueId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  messages?: number;
  bytes?: number;
}

/**
 * Operations on the messages of a queue in an hour.
 *
 * @public
 */
export interface CfQueueOperations {
  queueId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** `WriteMessage`, `ReadMessage` or `DeleteMessage`. */
  actionType: string;
  /** Of `DeleteMessage`: `success`, `fail` or `dlq`; absent for the others. */
  outcome?: string;
  count: number;
  billableOperations: number;
  bytes: number;
  /** Average time between writing and reading a message. */
  lagTimeMs?: number;
  /** Average number of retries of a message. */
  retryCount?: number;
  /** Size of the largest message. */
  maxMessageBytes?: number;
}

/**
 * Consumers of a queue that ran at once in an hour, on average.
 *
 * @public
 */
export interface CfQueueConcurrency {
  queueId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  concurrency?: number;
}

/**
 * Metrics of Queues.
 *
 * @public
 */
export interface CfQueuesMetrics {
  /** By queue and hour. */
  backlog: MetricRows<CfQueueBacklog>;
  /** By queue, action, outcome and hour. */
  operations: MetricRows<CfQueueOperations>;
  /** By queue and hour. */
  consumers: MetricRows<CfQueueConcurrency>;
}

const dimensions = z.object({ queueId: z.string(), datetimeHour: timestamp });

export const queuesMetrics: MetricNodes<CfQueuesMetrics> = {
  backlog: {
    dataset: 'queueBacklogAdaptiveGroups',
    select: 'avg { messages bytes } dimensions { queueId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        avg: z.object({
          messages: maybe(z.number()),
          bytes: maybe(z.number()),
        }),
        dimensions,
      })
      .transform(({ avg, dimensions: { queueId, datetimeHour } }) => ({
        queueId,
        hour: datetimeHour,
        ...avg,
      })),
  },
  operations: {
    dataset: 'queueMessageOperationsAdaptiveGroups',
    select:
      'count sum { billableOperations bytes } avg { lagTime retryCount } max { messageSize } dimensions { queueId actionType outcome datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        sum: z.object({ billableOperations: z.number(), bytes: z.number() }),
        avg: z.object({
          lagTime: maybe(z.number()),
          retryCount: maybe(z.number()),
        }),
        max: z.object({ messageSize: maybe(z.number()) }),
        dimensions: dimensions.extend({
          actionType: z.string(),
          outcome: maybe(z.string()),
        }),
      })
      .transform(({ count, sum, avg, max, dimensions: group }) => ({
        queueId: group.queueId,
        hour: group.datetimeHour,
        actionType: group.actionType,
        outcome: group.outcome || undefined,
        count,
        ...sum,
        lagTimeMs: avg.lagTime,
        retryCount: avg.retryCount,
        maxMessageBytes: max.messageSize,
      })),
  },
  consumers: {
    dataset: 'queueConsumerMetricsAdaptiveGroups',
    select: 'avg { concurrency } dimensions { queueId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        avg: z.object({ concurrency: maybe(z.number()) }),
        dimensions,
      })
      .transform(({ avg, dimensions: { queueId, datetimeHour } }) => ({
        queueId,
        hour: datetimeHour,
        ...avg,
      })),
  },
};
