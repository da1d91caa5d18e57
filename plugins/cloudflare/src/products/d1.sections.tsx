import { Flex } from '@backstage/ui';
import {
  D1Metadata,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { StatusTag } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { d1Texts } from './d1.sections.messages';

const id = 'database';

const database = detailSection(d1Texts)<D1Metadata>({
  id,
  title: t => t('sections.d1.database.title'),
  request: ({ account, name }) => ({
    path: [products.d1.segment, name, 'metadata'],
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
    </Flex>
  ),
});

function factsOf(
  data: D1Metadata,
  t: SectionTranslate<typeof d1Texts>,
): Fact[] {
  const { createdAt, lastObservedWrite, sizeBytes, tables } = data;
  const notTold = t('sections.d1.database.notTold');
  return [
    {
      label: t('sections.d1.database.size'),
      value:
        sizeBytes === undefined ? undefined : quantityText(sizeBytes, 'bytes'),
      absent: notTold,
    },
    {
      label: t('sections.d1.database.tables'),
      value: tables === undefined ? undefined : quantityText(tables, 'count'),
      absent: notTold,
    },
    {
      label: t('d1.facts.lastObservedWrite'),
      value:
        lastObservedWrite === null || lastObservedWrite === undefined
          ? undefined
          : t('d1.facts.day', { day: lastObservedWrite }),
      absent:
        lastObservedWrite === null
          ? t('sections.d1.database.noWrite', {
              days: String(data.observedDays),
            })
          : undefined,
    },
    {
      label: t('sections.d1.database.replication'),
      value: data.readReplication && replication(data.readReplication, t),
      absent: notTold,
    },
    {
      label: t('sections.d1.database.region'),
      value: data.region,
      absent: notTold,
    },
    {
      label: t('d1.facts.jurisdiction'),
      value: data.jurisdiction,
      absent: t('d1.facts.anywhere'),
    },
    {
      label: t('d1.facts.created'),
      value: createdAt && <Time value={createdAt} />,
    },
  ];
}

/** Modes that have no word yet are told in Cloudflare's. */
function replication(mode: string, t: SectionTranslate<typeof d1Texts>) {
  switch (mode) {
    case 'auto':
      return <StatusTag tone="success" label={t('sections.d1.database.on')} />;
    case 'disabled':
      return t('sections.d1.database.off');
    default:
      return mode;
  }
}

function charts(t: SectionTranslate<typeof d1Texts>): SeriesChart[] {
  return [
    {
      id: 'queries',
      title: t('sections.d1.database.queries'),
      shape: 'amounts',
      series: [
        {
          id: 'readQueries',
          label: t('sections.d1.database.reads'),
          tone: 'info',
        },
        {
          id: 'writeQueries',
          label: t('sections.d1.database.writes'),
          tone: 'warning',
        },
      ],
    },
    {
      id: 'rows',
      title: t('sections.d1.database.rows'),
      shape: 'amounts',
      series: [
        {
          id: 'rowsRead',
          label: t('sections.d1.database.rowsRead'),
          tone: 'info',
        },
        {
          id: 'rowsWritten',
          label: t('sections.d1.database.rowsWritten'),
          tone: 'warning',
        },
      ],
    },
  ];
}

/** What the panel of a D1 database reads. */
export const d1Sections: readonly ProductSection[] = [database];
