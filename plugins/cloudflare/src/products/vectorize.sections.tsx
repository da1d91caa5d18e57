import { Flex } from '@backstage/ui';
import {
  products,
  VectorizeMetadataIndex,
  VectorizeStats,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailList, detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { vectorizeTexts } from './vectorize.sections.messages';

const id = 'stats';

const filters = detailList(vectorizeTexts)<
  VectorizeStats,
  VectorizeMetadataIndex
>({
  id: 'filters',
  title: t => t('sections.vectorize.stats.filters'),
  rows: ({ metadataIndexes }) => metadataIndexes,
  columns: t => [
    {
      id: 'property',
      label: t('sections.vectorize.stats.property'),
      isRowHeader: true,
      value: row => row.property,
      cell: row => row.property,
    },
    {
      id: 'type',
      label: t('sections.vectorize.stats.type'),
      value: row => row.type,
      cell: row => row.type ?? <Absent />,
    },
  ],
  rowId: row => row.property,
  none: t => t('sections.vectorize.stats.none'),
});

const stats = detailSection(vectorizeTexts)<VectorizeStats>({
  id,
  title: t => t('sections.vectorize.stats.title'),
  request: ({ account, name }) => ({
    path: [products.vectorize.segment, name, 'stats'],
    query: { account },
  }),
  render: ({ data }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, t)} />
      {data.activity && (
        <SeriesCharts
          answer={data.activity}
          charts={charts(t)}
          fileName={fileNameOf(id, resource)}
        />
      )}
      <filters.Content data={data} resource={resource} />
    </Flex>
  ),
});

function factsOf(
  data: VectorizeStats,
  t: SectionTranslate<typeof vectorizeTexts>,
): Fact[] {
  const { dimensions, modifiedAt, processedUpTo, vectors } = data;
  const notTold = t('sections.vectorize.stats.notTold');
  const count = (value: number | undefined) =>
    value === undefined ? undefined : quantityText(value, 'count');
  return [
    {
      label: t('sections.vectorize.stats.vectors'),
      value: count(vectors),
    },
    {
      label: t('sections.vectorize.stats.processedUpTo'),
      value: processedUpTo ? <Time value={processedUpTo} /> : undefined,
      absent:
        processedUpTo === null
          ? t('sections.vectorize.stats.neverWritten')
          : undefined,
    },
    {
      label: t('vectorize.facts.dimensions'),
      value: count(dimensions),
    },
    { label: t('vectorize.facts.metric'), value: data.metric },
    {
      label: t('vectorize.facts.preset'),
      value: data.preset,
      absent: notTold,
    },
    {
      label: t('sections.vectorize.stats.description'),
      value: data.description,
      absent: t('sections.vectorize.stats.none'),
    },
    {
      label: t('sections.vectorize.stats.configured'),
      value: modifiedAt && <Time value={modifiedAt} />,
    },
  ];
}

function charts(t: SectionTranslate<typeof vectorizeTexts>): SeriesChart[] {
  return [
    {
      id: 'queries',
      title: t('sections.vectorize.stats.queries'),
      shape: 'amounts',
      series: [
        {
          id: 'queries',
          label: t('sections.vectorize.stats.queried'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'writes',
      title: t('sections.vectorize.stats.writes'),
      shape: 'amounts',
      series: [
        {
          id: 'addedVectors',
          label: t('sections.vectorize.stats.added'),
          tone: 'success',
        },
        {
          id: 'deletedVectors',
          label: t('sections.vectorize.stats.deleted'),
          tone: 'warning',
        },
      ],
    },
  ];
}

/** What the panel of a Vectorize index reads. */
export const vectorizeSections: readonly ProductSection[] = [stats];
