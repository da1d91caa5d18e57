import { CfQueue, Listing } from '@cloudflare-backstage/cloudflare-client';
import {
  DeadLetterQueue,
  Queue,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** A queue as the API answers it. */
export function toQueue(queue: CfQueue, listing: Listing<CfQueue>): Queue {
  const { producers, producersTotal, consumers } = queue;
  return {
    id: queue.id,
    name: queue.name,
    createdAt: queue.createdAt,
    modifiedAt: queue.modifiedAt,
    jurisdiction: queue.jurisdiction,
    deliveryPaused: queue.deliveryPaused,
    deliveryDelaySeconds: queue.deliveryDelaySeconds,
    messageRetentionSeconds: queue.messageRetentionSeconds,
    producers: producers.map(({ type, scriptName, bucketName }) => ({
      type,
      name: scriptName ?? bucketName,
    })),
    producersComplete: (producersTotal ?? 0) <= producers.length,
    consumers: consumers.map(
      ({ scriptName, deadLetterQueue, ...consumer }) => ({
        ...consumer,
        name: scriptName,
        deadLetterQueue:
          deadLetterQueue === undefined
            ? undefined
            : toDeadLetterQueue(deadLetterQueue, listing),
      }),
    ),
    consumersComplete: hasAllConsumers(queue),
  };
}

/** Whether Cloudflare told all of them. */
export function hasAllConsumers({ consumers, consumersTotal }: CfQueue) {
  return (consumersTotal ?? 0) <= consumers.length;
}

/** The dead letter queues of a queue, each once. */
export function deadLetterQueuesOf(
  queue: CfQueue,
  listing: Listing<CfQueue>,
): DeadLetterQueue[] {
  const names = queue.consumers
    .map(consumer => consumer.deadLetterQueue)
    .filter(name => name !== undefined);
  return [...new Set(names)].map(name => toDeadLetterQueue(name, listing));
}

/** It is missing only from a list that is known to its end. */
function toDeadLetterQueue(
  name: string,
  { items, complete }: Listing<CfQueue>,
): DeadLetterQueue {
  if (items.some(queue => queue.name === name)) {
    return { name, state: 'found' };
  }
  return { name, state: complete ? 'missing' : 'unknown' };
}
