import {
  CfCurrentQueueBacklog,
  CfQueue,
} from '@cloudflare-backstage/cloudflare-client';
import {
  products,
  Queue,
  QueueBacklog,
  QueueMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { alignedWindow, windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf } from '../reading/SharedListing';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { queueHistory } from './queues/queueHistory';
import { deadLetterQueuesOf, hasAllConsumers, toQueue } from './queues/toQueue';

const product = products.queues;
/** What is listed, or found missing, is not older than this. */
const LIST_MS = 60_000;

const deadLetterQueue = z.object({
  name: z.string(),
  state: z.enum(['found', 'missing', 'unknown']),
});

const queueSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  jurisdiction: z.string().optional(),
  deliveryPaused: z.boolean().optional(),
  deliveryDelaySeconds: z.number().optional(),
  messageRetentionSeconds: z.number().optional(),
  producers: z.array(
    z.object({ type: z.string(), name: z.string().optional() }),
  ),
  producersComplete: z.boolean(),
  consumers: z.array(
    z.object({
      id: z.string().optional(),
      type: z.string(),
      name: z.string().optional(),
      deadLetterQueue: deadLetterQueue.optional(),
      batchSize: z.number().optional(),
      maxRetries: z.number().optional(),
      maxWaitTimeMs: z.number().optional(),
      maxConcurrency: z.number().optional(),
      retryDelaySeconds: z.number().optional(),
      visibilityTimeoutMs: z.number().optional(),
    }),
  ),
  consumersComplete: z.boolean(),
}) satisfies z.ZodType<Queue>;

const backlogSchema = z.object({
  messages: z.number(),
  bytes: z.number(),
  oldestMessageAt: z.string().optional(),
  lagSeconds: z.number().optional(),
}) satisfies z.ZodType<QueueBacklog>;

const queueMetrics = metricSeries.extend({
  backlog: backlogSchema.optional(),
  deliveryPaused: z.boolean().optional(),
  deadLetterQueues: z.array(
    deadLetterQueue.extend({ backlog: backlogSchema.optional() }),
  ),
  deadLetterQueuesComplete: z.boolean(),
}) satisfies z.ZodType<QueueMetrics>;

/** Queues. */
export const queuesBackend: ProductBackend = {
  routes: queuesRoutes,
  tokenPermissionChecks: {
    'Queues Read': (client, options) => client.queues.list(options),
  },
};

function queuesRoutes({ metrics }: ProductDependencies) {
  const queues = new ResourceDirectory<CfQueue>({
    product,
    list: ({ client }) => client.queues.list(),
    qualifiedName: queue => queue.name,
    nativeId: queue => queue.id,
  });

  /** The queues among which dead letter queues are looked for. */
  async function neighbours(account: CloudflareAccount, queue: CfQueue) {
    const known = await queues.list(account);
    return deadLetterQueuesOf(queue, known.listing).every(
      ({ state }) => state === 'found',
    )
      ? known
      : queues.list(account, Date.now() - LIST_MS);
  }

  async function readBacklog(
    { client }: CloudflareAccount,
    id: string,
    signal: AbortSignal,
  ) {
    const { value, problem } = await outcomeOf(
      client.queues.backlog(id, { signal }),
    );
    return { backlog: value && toBacklog(value), problem };
  }

  return [
    route({
      method: 'get',
      path: '/v1/queues',
      summary: 'Queues with their producers and consumers, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(queueSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await queues.page(account, query);
        return {
          data: page.items.map(queue => toQueue(queue, page.listing)),
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/queues/:name/metrics',
      summary:
        'What waits in a queue and in its dead letter queues now, and its traffic over time',
      access: product.permission,
      scope: 'account',
      params: z.object({ name: resourceName }),
      query: z.object(windowFields),
      response: queueMetrics,
      cacheTtl: 30,
      async handler({ account, params, query, signal }) {
        const window = alignedWindow(query, new Date());
        // Pausing is what one looks for when a backlog grows.
        const queue = await queues.read(account, params.name, ({ id }) =>
          account.client.queues.get(id, { signal }),
        );
        const { id } = queue;
        const known = await neighbours(account, queue);
        const { items } = known.listing;
        const deadLetterQueues = deadLetterQueuesOf(queue, known.listing);
        const [history, own, ...others] = await Promise.all([
          metrics.readOptional(account, query, ({ queues: nodes }) => nodes),
          readBacklog(account, id, signal),
          ...deadLetterQueues.map(({ name }) => {
            const found = items.find(item => item.name === name);
            return found
              ? readBacklog(account, found.id, signal)
              : { backlog: undefined, problem: undefined };
          }),
        ]);
        const failed = [own, ...others].map(part => part.problem);
        return {
          data: {
            ...toSeries(
              history.window ?? window,
              history.nodes ? queueHistory(history.nodes, id) : [],
            ),
            backlog: own.backlog,
            deliveryPaused: queue.deliveryPaused,
            deadLetterQueues: deadLetterQueues.map((named, index) => ({
              ...named,
              backlog: others[index].backlog,
            })),
            deadLetterQueuesComplete: hasAllConsumers(queue),
          },
          problems: [
            ...failed.filter(problem => problem !== undefined),
            ...history.problems,
            ...problemsOf(known),
          ],
        };
      },
    }),
  ];
}

function toBacklog(backlog: CfCurrentQueueBacklog): QueueBacklog {
  const { oldestMessageAt } = backlog;
  return {
    ...backlog,
    lagSeconds:
      oldestMessageAt === undefined
        ? undefined
        : Math.max(
            0,
            Math.round((Date.now() - Date.parse(oldestMessageAt)) / 1000),
          ),
  };
}
