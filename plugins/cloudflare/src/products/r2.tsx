import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** R2: what becomes of the objects of a bucket, and who can reach them. */
export const r2View: ProductView = {
  product: products.r2,
  // Cloudflare does not tell when a bucket changed.
  lastChange: () => undefined,
  status: statusOf,
  facts: ({ parameters }, t) => {
    const objects = parameters.number('objectsApprox');
    const bytes = parameters.number('bytesApprox');
    const createdAt = parameters.text('createdAt');
    return [
      {
        label: t('r2.facts.objects'),
        value:
          objects === undefined ? undefined : quantityText(objects, 'count'),
        absent: t('r2.facts.notMeasured'),
      },
      {
        label: t('r2.facts.size'),
        value: bytes === undefined ? undefined : quantityText(bytes, 'bytes'),
        absent: t('r2.facts.notMeasured'),
      },
      {
        label: t('r2.facts.jurisdiction'),
        value: parameters.text('jurisdiction') ?? t('r2.facts.anywhere'),
      },
      { label: t('r2.facts.location'), value: parameters.text('location') },
      {
        label: t('r2.facts.storageClass'),
        value: parameters.text('storageClass'),
      },
      {
        label: t('r2.facts.created'),
        value: createdAt && <Time value={createdAt} />,
      },
    ];
  },
  sections: () => import('./r2.sections').then(({ r2Sections }) => r2Sections),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  switch (parameters.boolean('retention')) {
    case true:
      return { tone: 'success', label: t('r2.status.retention') };
    case false:
      return { tone: 'neutral', label: t('r2.status.kept') };
    default:
      return { tone: 'neutral', label: t('absent.notRead') };
  }
}
