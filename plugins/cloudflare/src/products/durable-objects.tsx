import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** Durable Objects: whose class it is, and what its objects store. */
export const durableObjectsView: ProductView = {
  product: products.durableObjects,
  // Cloudflare does not tell it.
  lastChange: () => undefined,
  status: statusOf,
  facts: ({ parameters }, t) => {
    const workers = parameters.texts('worker') ?? [];
    const stored = parameters.number('storedBytesApprox');
    const absent = parameters.flag('scriptDeleted')
      ? t('durableObjects.status.workerDeleted')
      : undefined;
    return [
      {
        label: t('durableObjects.facts.className'),
        value: parameters.text('class'),
        absent,
      },
      {
        label: t('durableObjects.facts.worker'),
        value:
          workers.length > 0 ? (
            <EntityRefLinks entityRefs={workers} />
          ) : (
            parameters.text('scriptName')
          ),
        absent,
      },
      {
        label: t('durableObjects.facts.stored'),
        value: stored === undefined ? undefined : quantityText(stored, 'bytes'),
        absent:
          parameters.text('storage') === 'key-value'
            ? t('durableObjects.facts.accountOnly')
            : t('absent.notTold'),
      },
    ];
  },
  sections: () =>
    import('./durable-objects.sections').then(
      ({ durableObjectsSections }) => durableObjectsSections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  if (parameters.flag('scriptDeleted')) {
    return {
      tone: 'danger',
      label: t('durableObjects.status.workerDeleted'),
    };
  }
  switch (parameters.text('storage')) {
    case 'sqlite':
      return { tone: 'info', label: t('durableObjects.status.sqlite') };
    case 'key-value':
      return { tone: 'info', label: t('durableObjects.status.keyValue') };
    default:
      return { tone: 'neutral', label: t('absent.notKnown') };
  }
}
