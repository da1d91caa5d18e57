import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ProductView } from './ProductView';

/** Analytics Engine: who writes to a dataset, and what is in it. */
export const analyticsEngineView: ProductView = {
  product: products.analyticsEngine,
  lastChange: () => undefined,
  status: ({ parameters }, t) =>
    parameters.flag('orphan')
      ? { tone: 'warning', label: t('analyticsEngine.noWriter') }
      : { tone: 'success', label: t('analyticsEngine.holdsData') },
  facts: ({ entity, parameters }, t) => {
    const writers = (entity.relations ?? [])
      .filter(
        ({ type, targetRef }) =>
          type === 'dependencyOf' && targetRef.startsWith('resource:'),
      )
      .map(({ targetRef }) => targetRef);
    return [
      {
        label: t('analyticsEngine.writers'),
        value: writers.length ? (
          <EntityRefLinks entityRefs={writers} />
        ) : undefined,
        absent: parameters.flag('orphan')
          ? t('analyticsEngine.noWriter')
          : undefined,
      },
    ];
  },
  sections: () =>
    import('./analytics-engine.sections').then(
      ({ analyticsEngineSections }) => analyticsEngineSections,
    ),
};
