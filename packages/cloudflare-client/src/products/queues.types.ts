import type { Listing, ReadOptions } from '../reading';

/**
 * Who writes to a queue.
 *
 * @public
 */
export interface CfQueueProducer {
  /** `worker` or `r2_bucket`; kinds that are not known yet are kept. */
  type: string;
  /** Of a `worker`. */
  scriptName?: string;
  /** Of an `r2_bucket`, whose events go to the queue. */
  bucketName?: string;
}

/**
 * Who takes messages out of a queue.
 *
 * @public
 */
export interface CfQueueConsumer {
  id?: string;
  /** `worker` or `http_pull`; kinds that are not known yet are kept. */
  type: string;
  /** Of a `worker`. */
  scriptName?: string;
  /** Name of the queue that takes what could not be delivered. */
  deadLetterQueue?: string;
  createdAt?: string;
  /** Messages a batch. */
  batchSize?: number;
  maxRetries?: number;
  maxWaitTimeMs?: number;
  /** Absent: Cloudflare scales up to its own maximum. */
  maxConcurrency?: number;
  retryDelaySeconds?: number;
  /** How long a pulled message is leased. */
  visibilityTimeoutMs?: number;
}

/**
 * A queue.
 *
 * @public
 */
export interface CfQueue {
  id: string;
  name: string;
  createdAt?: string;
  modifiedAt?: string;
  jurisdiction?: string;
  /** A backlog grows while it is true. */
  deliveryPaused?: boolean;
  deliveryDelaySeconds?: number;
  /** What nobody took is deleted after that long. */
  messageRetentionSeconds?: number;
  producers: CfQueueProducer[];
  /** Larger than `producers` when Cloudflare does not tell all of them. */
  producersTotal?: number;
  consumers: CfQueueConsumer[];
  /** Larger than `consumers` when not all of them could be read. */
  consumersTotal?: number;
}

/**
 * What waits in a queue, as Cloudflare knows it at this moment; approximate.
 *
 * @public
 */
export interface CfCurrentQueueBacklog {
  messages: number;
  bytes: number;
  /** When the oldest message came; absent when Cloudflare does not know. */
  oldestMessageAt?: string;
}

/**
 * Reads Queues. It never takes, peeks at or acknowledges a message.
 *
 * @public
 */
export interface QueuesArea {
  /** With all consumers of each queue, also where the list tells only some. */
  list(options?: ReadOptions): Promise<Listing<CfQueue>>;
  /** One queue as it is now, with all of its consumers if they can be read. */
  get(queueId: string, options?: ReadOptions): Promise<CfQueue>;
  backlog(
    queueId: string,
    options?: ReadOptions,
  ): Promise<CfCurrentQueueBacklog>;
}
