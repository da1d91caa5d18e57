import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { quantityText } from '../components/quantityText';
import { ProductView } from './ProductView';

/** Secrets Store: how many secrets there are, and for which products. */
export const secretsStoreView: ProductView = {
  product: products.secretsStore,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: ({ parameters }, t) =>
    parameters.number('secretCount') === undefined
      ? { tone: 'neutral', label: t('absent.notRead') }
      : { tone: 'info', label: t('secretsStore.counted') },
  facts: ({ parameters }, t) => {
    const count = parameters.number('secretCount');
    return [
      {
        label: t('secretsStore.secrets'),
        value: count === undefined ? undefined : quantityText(count, 'count'),
        absent: t('absent.notRead'),
      },
      {
        label: t('secretsStore.scopes'),
        value: parameters.texts('scopes')?.join(', ') || undefined,
        absent:
          count === undefined ? t('absent.notRead') : t('secretsStore.none'),
      },
    ];
  },
  sections: () =>
    import('./secrets-store.sections').then(
      ({ secretsStoreSections }) => secretsStoreSections,
    ),
};
