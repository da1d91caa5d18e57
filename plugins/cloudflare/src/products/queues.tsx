import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** Queues: what waits, who consumes it, and where failed messages go. */
export const queuesView: ProductView = {
  product: products.queues,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: (resource, t) => {
    const { parameters } = resource;
    const backlog = parameters.number('backlogApprox');
    const none = (count: string) =>
      parameters.number(count) === 0 ? t('queues.facts.none') : undefined;
    return [
      {
        label: t('queues.facts.backlog'),
        value:
          backlog === undefined ? undefined : quantityText(backlog, 'count'),
        absent: t('queues.facts.noBacklog'),
      },
      {
        label: t('queues.facts.consumers'),
        value:
          linksTo(resource, 'consumers') ??
          (parameters.flag('pulledOverHttp')
            ? t('queues.facts.overHttp')
            : undefined),
        absent: none('consumerCount'),
      },
      {
        label: t('queues.facts.producers'),
        value: linksTo(resource, 'producers'),
        absent: none('producerCount'),
      },
      {
        label: t('queues.facts.deadLetterQueues'),
        value: linksTo(resource, 'deadLetterQueues'),
        absent: lacks(resource, 'queue')
          ? t('queues.status.deadLetterQueueMissing')
          : none('deadLetterQueueCount'),
      },
    ];
  },
  sections: () =>
    import('./queues.sections').then(({ queuesSections }) => queuesSections),
};

function statusOf(resource: CloudflareResource, t: Translate): ResourceStatus {
  const { parameters } = resource;
  if (parameters.flag('deliveryPaused')) {
    return { tone: 'warning', label: t('queues.status.paused') };
  }
  if (lacks(resource, 'queue')) {
    return { tone: 'danger', label: t('queues.status.deadLetterQueueMissing') };
  }
  switch (parameters.number('consumerCount')) {
    case undefined:
      return { tone: 'neutral', label: t('absent.notKnown') };
    case 0:
      return { tone: 'warning', label: t('queues.status.noConsumer') };
    default:
      return lacks(resource, 'service')
        ? { tone: 'warning', label: t('queues.status.workerMissing') }
        : { tone: 'success', label: t('queues.status.delivering') };
  }
}

/** The queue names another, or a Worker, that does not exist. */
function lacks(
  { parameters }: CloudflareResource,
  type: 'queue' | 'service',
): boolean {
  const dangling = parameters.texts('danglingBindings') ?? [];
  return dangling.some(binding => binding.startsWith(`${type}:`));
}

function linksTo({ parameters }: CloudflareResource, name: string) {
  const entityRefs = parameters.texts(name) ?? [];
  return entityRefs.length > 0 ? (
    <EntityRefLinks entityRefs={entityRefs} />
  ) : undefined;
}
