import {
  CfCurrentQueueBacklog,
  CfQueue,
} from '@cloudflare-backstage/cloudflare-client';
import { hasAllConsumers } from '../../products/queues/toQueue';
import { upstreamSource } from './upstreamSource';

/** The queues of an account, and which of them take what others cannot deliver. */
export interface ListedQueues {
  byId: ReadonlyMap<string, CfQueue>;
  names: ReadonlySet<string>;
  /** There is no other queue. */
  complete: boolean;
  /** Names of the queues that a consumer names as its dead-letter queue. */
  deadLetterQueues: ReadonlySet<string>;
  /** Ids of the queues of which not all consumers are known. */
  cutShort: ReadonlySet<string>;
}

/** The queues of an account, with their consumers. */
export const listedQueues = upstreamSource<ListedQueues>(
  'queues',
  async ({ client }, _key, options) => {
    const { items, complete, problems } = await client.queues.list(options);
    return {
      value: {
        byId: new Map(items.map(queue => [queue.id, queue])),
        names: new Set(items.map(({ name }) => name)),
        complete,
        deadLetterQueues: new Set(
          items.flatMap(({ consumers }) =>
            consumers.flatMap(consumer => consumer.deadLetterQueue ?? []),
          ),
        ),
        cutShort: new Set(
          items.filter(item => !hasAllConsumers(item)).map(({ id }) => id),
        ),
      },
      ...(problems.length > 0 && { incomplete: problems[0] }),
    };
  },
);

/** What waits in the queue with the id in the key; no message is taken out. */
export const currentBacklog = upstreamSource<CfCurrentQueueBacklog>(
  'queue backlog',
  async ({ client }, key, options) => ({
    value: await client.queues.backlog(key, options),
  }),
);
