import { Flex } from '@backstage/ui';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import {
  AnalyticsDataset,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { FactList } from '../components/FactList';
import { PanelSection } from '../components/PanelSection';
import { detailSection } from '../components/sections';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { AnalyticsEngineQuery } from './analytics-engine.query';
import { Fact, ProductSection } from './ProductView';
import { analyticsEngineTexts } from './analytics-engine.sections.messages';

const dataset = detailSection(analyticsEngineTexts)<
  readonly AnalyticsDataset[]
>({
  id: 'dataset',
  title: t => t('sections.analyticsEngine.dataset.title'),
  request: ({ account, name }) => ({
    path: [products.analyticsEngine.segment, 'datasets'],
    query: { account, name },
  }),
  isEmpty: datasets => datasets.length === 0,
  empty: t => ({
    title: t('sections.analyticsEngine.dataset.emptyTitle'),
    description: t('sections.analyticsEngine.dataset.emptyDescription'),
  }),
  render: ({ data: [found], meta }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(found, meta.complete, t)} />
      <PanelSection
        heading="h4"
        title={t('sections.analyticsEngine.query.title')}
      >
        {found.queryable ? (
          <AnalyticsEngineQuery resource={resource} />
        ) : (
          <Absent reason={t('sections.analyticsEngine.query.notQueryable')} />
        )}
      </PanelSection>
    </Flex>
  ),
});

function factsOf(
  found: AnalyticsDataset,
  isComplete: boolean,
  t: SectionTranslate<typeof analyticsEngineTexts>,
): Fact[] {
  const { knownFrom, writers } = found;
  return [
    {
      label: t('sections.analyticsEngine.dataset.knownFrom'),
      value: knownFrom
        .map(source => t(`sections.analyticsEngine.dataset.${source}`))
        .join(', '),
    },
    {
      label: t('sections.analyticsEngine.dataset.writers'),
      value: writers.length ? (
        <EntityRefLinks entityRefs={writers.map(w => w.entityRef)} />
      ) : undefined,
      absent: isComplete
        ? t('sections.analyticsEngine.dataset.noWriters')
        : undefined,
    },
    {
      label: t('sections.analyticsEngine.dataset.columns'),
      value: t('sections.analyticsEngine.dataset.columnNames'),
    },
    {
      label: t('sections.analyticsEngine.dataset.counting'),
      value: t('sections.analyticsEngine.dataset.countingHow'),
    },
    {
      label: t('sections.analyticsEngine.dataset.kept'),
      value: t('sections.analyticsEngine.dataset.keptHow'),
    },
  ];
}

/** What the panel of a dataset reads. */
export const analyticsEngineSections: readonly ProductSection[] = [dataset];
