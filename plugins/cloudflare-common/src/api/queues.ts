import { MetricSeries } from './metrics';

/**
 * Who writes to a queue.
 *
 * @public
 */
export interface QueueProducer {
  /** `worker` or `r2_bucket`; others may come. */
  type: string;
  /** Name of the Worker or of the bucket, where Cloudflare tells it. */
  name?: string;
}

/**
 * The queue that takes what could not be delivered.
 *
 * @public
 */
export interface DeadLetterQueue {
  name: string;
  /** `missing`: it is named and does not exist, so that failed messages are lost. */
  state: 'found' | 'missing' | 'unknown';
}

/**
 * Who takes messages out of a queue.
 *
 * @public
 */
export interface QueueConsumer {
  id?: string;
  /** `worker` or `http_pull`; others may come. */
  type: string;
  /** Name of the Worker. */
  name?: string;
  deadLetterQueue?: DeadLetterQueue;
  /** Messages a batch. */
  batchSize?: number;
  maxRetries?: number;
  maxWaitTimeMs?: number;
  /** Absent: as many as Cloudflare deems right. */
  maxConcurrency?: number;
  retryDelaySeconds?: number;
  visibilityTimeoutMs?: number;
}

/**
 * A queue.
 *
 * @public
 */
export interface Queue {
  id: string;
  name: string;
  createdAt?: string;
  modifiedAt?: string;
  jurisdiction?: string;
  /** Nothing is delivered while it is true. */
  deliveryPaused?: boolean;
  deliveryDelaySeconds?: number;
  /** What nobody took is deleted after that long. */
  messageRetentionSeconds?: number;
  producers: QueueProducer[];
  /** False: Cloudflare does not tell all of them. */
  producersComplete: boolean;
  consumers: QueueConsumer[];
  /** False: not all of them could be read. */
  consumersComplete: boolean;
}

/**
 * What waits in a queue at this moment; approximate.
 *
 * @public
 */
export interface QueueBacklog {
  messages: number;
  bytes: number;
  /** Absent: Cloudflare does not know, or nothing waits. */
  oldestMessageAt?: string;
  /** Age of the oldest message when it was read. */
  lagSeconds?: number;
}

/**
 * How a queue does: what waits now, and over time `backlogMessages`,
 * `backlogBytes`, `written`, `delivered`, `failed`, `deadLettered`, `lag` and
 * `concurrency`.
 *
 * @public
 */
export interface QueueMetrics extends MetricSeries {
  /** Absent when it could not be read; `meta.problems` says why. */
  backlog?: QueueBacklog;
  /** It explains a backlog that grows. */
  deliveryPaused?: boolean;
  /**
   * The dead letter queues of its consumers. A backlog that fell may be
   * messages that expired.
   */
  deadLetterQueues: (DeadLetterQueue & {
    /** Absent when it could not be read, or the queue does not exist. */
    backlog?: QueueBacklog;
  })[];
  /** False: not all consumers could be read, so that others may be named. */
  deadLetterQueuesComplete: boolean;
}
