import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** Vectorize: how many vectors are in an index, and of which kind. */
export const vectorizeView: ProductView = {
  product: products.vectorize,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: ({ parameters }, t) => {
    const vectors = parameters.number('vectorsApprox');
    const dimensions = parameters.number('dimensions');
    return [
      {
        label: t('vectorize.facts.vectors'),
        value:
          vectors === undefined ? undefined : quantityText(vectors, 'count'),
        absent: t('vectorize.facts.noVectors'),
      },
      {
        label: t('vectorize.facts.dimensions'),
        value:
          dimensions === undefined
            ? undefined
            : quantityText(dimensions, 'count'),
      },
      {
        label: t('vectorize.facts.metric'),
        value: parameters.text('metric'),
      },
      {
        label: t('vectorize.facts.preset'),
        value: parameters.text('preset'),
        absent: t('vectorize.facts.noPreset'),
      },
    ];
  },
  sections: () =>
    import('./vectorize.sections').then(
      ({ vectorizeSections }) => vectorizeSections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  switch (parameters.number('vectorsApprox')) {
    case undefined:
      return { tone: 'neutral', label: t('absent.notKnown') };
    case 0:
      return { tone: 'warning', label: t('vectorize.status.empty') };
    default:
      return { tone: 'success', label: t('vectorize.status.filled') };
  }
}
