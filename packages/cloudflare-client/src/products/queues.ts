import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { CloudflareApiError } from '../errors';
import { listOf, maybe, parseOne } from '../parsing';
import type { Listing, ReadOptions } from '../reading';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered, readWhole } from '../transport/listed';
import type {
  CfQueue,
  CfCurrentQueueBacklog,
  CfQueueConsumer,
  CfQueueProducer,
  QueuesArea,
} from './queues.types';

/** The server's own size; that it takes another is documented nowhere. */
const QUEUES_PER_PAGE = 20;
/** What a `Date` can hold. */
const LATEST_TIME_MS = 8.64e15;

function subject(what: string, more: Partial<Subject> = {}): Subject {
  return {
    area: 'queues',
    product: 'queues',
    what,
    permission: 'Queues Read',
    ...more,
  };
}

const QUEUES = subject('the queues');

const text = maybe(z.string());
const count = maybe(z.number());

const producerSchema = z
  .object({ type: text, script: text, bucket_name: text })
  .transform(
    (raw): CfQueueProducer => ({
      type: raw.type ?? 'unknown',
      scriptName: raw.script,
      bucketName: raw.bucket_name,
    }),
  );

const consumerSchema = z
  .object({
    consumer_id: text,
    type: text,
    // The wire has another word than the documentation.
    script: text,
    script_name: text,
    service: text,
    dead_letter_queue: text,
    created_on: text,
    settings: maybe(
      z.object({
        batch_size: count,
        max_retries: count,
        max_wait_time_ms: count,
        max_concurrency: count,
        retry_delay: count,
        visibility_timeout_ms: count,
      }),
    ),
  })
  .transform(
    (raw): CfQueueConsumer => ({
      id: raw.consumer_id,
      type: raw.type ?? 'unknown',
      scriptName: raw.script || raw.script_name || raw.service || undefined,
      // Empty when there is none.
      deadLetterQueue: raw.dead_letter_queue || undefined,
      createdAt: raw.created_on,
      batchSize: raw.settings?.batch_size,
      maxRetries: raw.settings?.max_retries,
      maxWaitTimeMs: raw.settings?.max_wait_time_ms,
      maxConcurrency: raw.settings?.max_concurrency,
      retryDelaySeconds: raw.settings?.retry_delay,
      visibilityTimeoutMs: raw.settings?.visibility_timeout_ms,
    }),
  );

const queueSchema = z
  .object({
    queue_id: z.string(),
    queue_name: z.string(),
    created_on: text,
    modified_on: text,
    jurisdiction: text,
    settings: maybe(
      z.object({
        delivery_delay: count,
        delivery_paused: maybe(z.boolean()),
        message_retention_period: count,
      }),
    ),
    producers: listOf(producerSchema),
    producers_total_count: count,
    consumers: listOf(consumerSchema),
    consumers_total_count: count,
  })
  .transform(
    (raw): CfQueue => ({
      id: raw.queue_id,
      name: raw.queue_name,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
      jurisdiction: raw.jurisdiction,
      deliveryPaused: raw.settings?.delivery_paused,
      deliveryDelaySeconds: raw.settings?.delivery_delay,
      messageRetentionSeconds: raw.settings?.message_retention_period,
      producers: raw.producers,
      producersTotal: raw.producers_total_count,
      consumers: raw.consumers,
      consumersTotal: raw.consumers_total_count,
    }),
  );

const backlogSchema = z
  .object({
    backlog_count: z.number(),
    backlog_bytes: z.number(),
    oldest_message_timestamp_ms: maybe(z.number().max(LATEST_TIME_MS)),
  })
  .transform((raw): CfCurrentQueueBacklog => {
    const oldest = raw.oldest_message_timestamp_ms ?? 0;
    return {
      messages: raw.backlog_count,
      bytes: raw.backlog_bytes,
      // Zero says that it is not known.
      oldestMessageAt: oldest > 0 ? new Date(oldest).toISOString() : undefined,
    };
  });

function createQueuesArea(connection: Connection): QueuesArea {
  const account_id = connection.accountId;

  function readConsumers(
    queue: CfQueue,
    options?: ReadOptions,
  ): Promise<Listing<CfQueueConsumer>> {
    const consumers = subject(`the consumers of queue '${queue.name}'`);
    const queueId = pathParameter(queue.id, 'queue id');
    return readWhole({
      subject: consumers,
      schema: consumerSchema,
      identify: consumer => consumer.id ?? JSON.stringify(consumer),
      read: () =>
        connection.read(consumers, options, (sdk, send) =>
          sdk.queues.consumers.list(queueId, { account_id }, send),
        ),
    });
  }

  /** Reads the consumers of queues whose list is cut short. */
  async function completed(
    listing: Listing<CfQueue>,
    options?: ReadOptions,
  ): Promise<Listing<CfQueue>> {
    const problems = [...listing.problems];
    const items = await Promise.all(
      listing.items.map(async queue => {
        if ((queue.consumersTotal ?? 0) <= queue.consumers.length) {
          return queue;
        }
        try {
          const consumers = await readConsumers(queue, options);
          problems.push(...consumers.problems);
          return { ...queue, consumers: consumers.items };
        } catch (error) {
          if (!(error instanceof CloudflareApiError)) {
            throw error;
          }
          problems.push(error.problem);
          return queue;
        }
      }),
    );
    // Which queues there are is known all the same.
    return { ...listing, items, problems };
  }

  return {
    async list(options) {
      const listing = await readNumbered({
        subject: QUEUES,
        schema: queueSchema,
        identify: queue => queue.id,
        perPage: QUEUES_PER_PAGE,
        // The SDK takes this list for one of a single page.
        read: page =>
          connection.read(QUEUES, options, (sdk, send) =>
            sdk.get(`/accounts/${account_id}/queues`, {
              query: { page },
              ...send,
            }),
          ),
      });
      return completed(listing, options);
    },
    async get(queueId, options) {
      const one = subject('a queue', { named: true });
      const id = pathParameter(queueId, 'queue id');
      const { result } = await connection.read(one, options, (sdk, send) =>
        sdk.queues.get(id, { account_id }, send),
      );
      const queue = parseOne(queueSchema, result, one);
      const { items } = await completed(
        { items: [queue], complete: true, problems: [] },
        options,
      );
      return items[0];
    },
    async backlog(queueId, options) {
      const backlog = subject('the backlog of a queue', { named: true });
      const id = pathParameter(queueId, 'queue id');
      const { result } = await connection.read(backlog, options, (sdk, send) =>
        sdk.queues.getMetrics(id, { account_id }, send),
      );
      return parseOne(backlogSchema, result, backlog);
    },
  };
}

/** Queues: queues with their producers and consumers, and what waits in them. */
export const queuesArea: AreaDefinition<QueuesArea> = {
  requests: [
    'GET /accounts/{account}/queues',
    'GET /accounts/{account}/queues/{queue}',
    'GET /accounts/{account}/queues/{queue}/consumers',
    'GET /accounts/{account}/queues/{queue}/metrics',
  ],
  create: createQueuesArea,
};
