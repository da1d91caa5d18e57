import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact, ProductView, ResourceStatus } from './ProductView';

/** KV: how much a namespace holds, and its keys. */
export const kvView: ProductView = {
  product: products.kv,
  // Cloudflare does not tell when a namespace changed.
  lastChange: () => undefined,
  status: statusOf,
  facts: ({ parameters }, t) => {
    const counted = (label: string, value: string | undefined): Fact => ({
      label,
      value,
      absent: t('kv.facts.notCounted'),
    });
    const keys = parameters.number('keysApprox');
    const bytes = parameters.number('bytesApprox');
    return [
      counted(
        t('kv.facts.keys'),
        keys === undefined ? undefined : quantityText(keys, 'count'),
      ),
      counted(
        t('kv.facts.size'),
        bytes === undefined ? undefined : quantityText(bytes, 'bytes'),
      ),
      counted(t('kv.facts.countedOn'), parameters.text('countedOn')),
      {
        label: t('kv.facts.jurisdiction'),
        value: parameters.text('jurisdiction') ?? t('kv.facts.anywhere'),
      },
    ];
  },
  sections: () => import('./kv.sections').then(({ kvSections }) => kvSections),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const keys = parameters.number('keysApprox');
  if (keys === undefined) {
    return { tone: 'neutral', label: t('absent.notKnown') };
  }
  return keys === 0
    ? { tone: 'neutral', label: t('kv.status.empty') }
    : { tone: 'info', label: t('kv.status.inUse') };
}
