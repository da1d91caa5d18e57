import { JsonObject } from '@backstage/types';
import {
  CfMetrics,
  CfQueue,
  CfQueueConsumer,
  CfQueueProducer,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import type { ResourceReference } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/** The script of a Pages project, which no list of Workers has. */
const PAGES_SCRIPT = /^pages-worker--\d+-(production|preview)$/;
/** From then on a backlog is no longer the current one. */
const BACKLOG_HOURS = 3;
const MS_PER_HOUR = 3_600_000;

/** Queues: a Resource per queue. The listing holds all that is needed. */
export const queuesIngestion: ResourceIngestion<CfQueue> = {
  kind: kindOfProduct(products.queues),
  version: 1,
  entityTags: ['queues'],
  taggedAs: 'queue',
  bindingTargets: { queue: ({ targetName }) => ({ name: targetName }) },
  // Whatever pulls is outside of the account; what is only counted uses it, too.
  canStandAlone: queue =>
    queue.consumers.some(({ type }) => type !== 'worker') ||
    lacksConsumers(queue) ||
    lacksProducers(queue),
  list: (client, options) => client.queues.list(options),
  fill: (queue, known) =>
    lacksConsumers(queue) && known.consumers.length > queue.consumers.length
      ? { ...queue, consumers: known.consumers }
      : queue,
  describe: queue => ({
    id: queue.id,
    qualifiedName: queue.name,
    title: queue.name,
    tags: [],
    lastChange: queue.modifiedAt ?? queue.createdAt,
  }),
  toEntity: queue => ({
    description: describe(queue),
    jurisdiction: queue.jurisdiction,
    parameters: {
      createdAt: queue.createdAt,
      modifiedAt: queue.modifiedAt,
      deliveryPaused: queue.deliveryPaused,
      deliveryDelaySeconds: queue.deliveryDelaySeconds,
      messageRetentionSeconds: queue.messageRetentionSeconds,
      producerCount: queue.producersTotal ?? queue.producers.length,
      consumerCount: queue.consumersTotal ?? queue.consumers.length,
      ...(isPulled(queue) && { pulledOverHttp: true }),
      ...(lacksProducers(queue) && { producersComplete: false }),
      ...(lacksConsumers(queue)
        ? { consumersComplete: false }
        : { deadLetterQueueCount: deadLetterQueuesOf(queue).size }),
    },
  }),
  bindings: ({ producers, consumers }) => [
    ...producers.flatMap(producerReference),
    ...consumers.flatMap(consumerReferences),
  ],
  // Producers that are not listed are known from their own bindings.
  lacksBindings: lacksConsumers,
  measure: (_items, { queues }: CfMetrics) => {
    const backlog = queues?.backlog;
    if (!backlog?.complete) {
      return undefined;
    }
    // Hours without a row say nothing: an older backlog may have gone since.
    const since = Date.now() - BACKLOG_HOURS * MS_PER_HOUR;
    const latest = latestFigures(
      backlog.rows.filter(row => Date.parse(row.hour) >= since),
      {
        resource: row => row.queueId,
        time: row => row.hour,
        figure: row => row.messages,
      },
    );
    return new Map(
      [...latest].map(([id, messages]): [string, JsonObject] => [
        id,
        { backlogApprox: roundedCount(messages) },
      ]),
    );
  },
};

function producerReference(producer: CfQueueProducer): ResourceReference[] {
  const of = (type: string, targetName: string): ResourceReference[] => [
    {
      type,
      name: '',
      targetName,
      relation: 'dependencyOf',
      parameter: 'producers',
    },
  ];
  if (producer.scriptName !== undefined) {
    // What a project binds is known from the project itself.
    return PAGES_SCRIPT.test(producer.scriptName)
      ? []
      : of('service', producer.scriptName);
  }
  return producer.bucketName === undefined
    ? []
    : of('r2_event_notification', producer.bucketName);
}

function consumerReferences({
  scriptName,
  deadLetterQueue,
}: CfQueueConsumer): ResourceReference[] {
  const references: ResourceReference[] = [];
  if (scriptName !== undefined) {
    references.push({
      type: 'service',
      name: '',
      targetName: scriptName,
      relation: 'dependencyOf',
      parameter: 'consumers',
    });
  }
  if (deadLetterQueue !== undefined) {
    references.push({
      type: 'queue',
      name: '',
      targetName: deadLetterQueue,
      parameter: 'deadLetterQueues',
    });
  }
  return references;
}

function deadLetterQueuesOf({ consumers }: CfQueue): Set<string> {
  return new Set(consumers.flatMap(consumer => consumer.deadLetterQueue ?? []));
}

function isPulled({ consumers }: CfQueue): boolean {
  return consumers.some(({ type }) => type === 'http_pull');
}

function lacksProducers({ producers, producersTotal = 0 }: CfQueue): boolean {
  return producersTotal > producers.length;
}

function lacksConsumers({ consumers, consumersTotal = 0 }: CfQueue): boolean {
  return consumersTotal > consumers.length;
}

function describe(queue: CfQueue): string {
  if (queue.consumers.length === 0) {
    return lacksConsumers(queue)
      ? 'Cloudflare Queue.'
      : 'Cloudflare Queue that nothing consumes.';
  }
  const byWorker = queue.consumers.some(({ type }) => type === 'worker');
  if (byWorker && isPulled(queue)) {
    return 'Cloudflare Queue that is consumed by Workers and over HTTP.';
  }
  if (byWorker) {
    return 'Cloudflare Queue that is consumed by Workers.';
  }
  return isPulled(queue)
    ? 'Cloudflare Queue that is consumed over HTTP.'
    : 'Cloudflare Queue.';
}
