import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** D1: how large a database is, and whether anything is written to it. */
export const d1View: ProductView = {
  product: products.d1,
  // Cloudflare does not tell it.
  lastChange: () => undefined,
  status: statusOf,
  facts: ({ parameters }, t) => {
    const size = parameters.number('sizeBytesApprox');
    const day = parameters.text('lastObservedWrite');
    const createdAt = parameters.text('createdAt');
    return [
      {
        label: t('d1.facts.size'),
        value: size === undefined ? undefined : quantityText(size, 'bytes'),
        absent: t('d1.facts.noSize'),
      },
      {
        label: t('d1.facts.lastObservedWrite'),
        value: day && t('d1.facts.day', { day }),
        absent: parameters.flag('noWriteObserved')
          ? t('d1.facts.none')
          : undefined,
      },
      {
        label: t('d1.facts.jurisdiction'),
        value: parameters.text('jurisdiction'),
        absent: t('d1.facts.anywhere'),
      },
      {
        label: t('d1.facts.created'),
        value: createdAt && <Time value={createdAt} />,
      },
    ];
  },
  sections: () => import('./d1.sections').then(({ d1Sections }) => d1Sections),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const storage = parameters.text('storageVersion');
  if (storage === 'alpha' || storage === 'beta') {
    return { tone: 'warning', label: t('d1.status.oldStorage') };
  }
  if (parameters.text('lastObservedWrite')) {
    return { tone: 'success', label: t('d1.status.written') };
  }
  return {
    tone: 'neutral',
    label: parameters.flag('noWriteObserved')
      ? t('d1.status.notWritten')
      : t('absent.notKnown'),
  };
}
