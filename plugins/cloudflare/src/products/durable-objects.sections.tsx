import { Flex } from '@backstage/ui';
import {
  DurableObjectMetrics,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { durableObjectsTexts } from './durable-objects.sections.messages';

const id = 'metrics';

const metrics = detailSection(durableObjectsTexts)<DurableObjectMetrics>({
  id,
  title: t => t('sections.durableObjects.metrics.title'),
  request: ({ account, name, parameters }) => ({
    path: [
      products.durableObjects.segment,
      // Namespaces whose Worker was deleted can have one name.
      parameters.text('id') ?? name,
      'metrics',
    ],
    query: { account },
  }),
  render: ({ data, meta }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, meta.complete, t)} />
      <SeriesCharts
        answer={data}
        charts={charts(data, t)}
        fileName={fileNameOf(id, resource)}
      />
    </Flex>
  ),
});

function factsOf(
  data: DurableObjectMetrics,
  isComplete: boolean,
  t: SectionTranslate<typeof durableObjectsTexts>,
): Fact[] {
  const { totals } = data;
  // No row is not zero: Cloudflare says nothing of objects that nobody called.
  const absent = isComplete
    ? t('sections.durableObjects.metrics.noData')
    : undefined;
  return [
    {
      label: t('sections.durableObjects.metrics.requests'),
      value: totals && quantityText(totals.requests, 'count'),
      absent,
    },
    {
      label: t('sections.durableObjects.metrics.errors'),
      value: totals && errorsText(totals, t),
      absent,
    },
    {
      label: t('sections.durableObjects.metrics.stored'),
      ...storage(data, t),
    },
    {
      label: t('sections.durableObjects.metrics.objects'),
      value: undefined,
      absent: t('sections.durableObjects.metrics.notCounted'),
    },
    {
      label: t('sections.durableObjects.metrics.alarms'),
      value: undefined,
      absent: t('sections.durableObjects.metrics.noMetric'),
    },
    ...(data.ambiguous
      ? [
          {
            label: t('sections.durableObjects.metrics.name'),
            value: t('sections.durableObjects.metrics.ambiguous'),
          },
        ]
      : []),
  ];
}

function errorsText(
  { errors, requests }: { errors: number; requests: number },
  t: SectionTranslate<typeof durableObjectsTexts>,
): string {
  const count = quantityText(errors, 'count');
  return requests > 0
    ? t('sections.durableObjects.metrics.errorShare', {
        errors: count,
        share: quantityText(errors / requests, 'ratio'),
      })
    : count;
}

function storage(
  {
    storedBytes,
    storedOn,
    accountKeyValueBytes,
    reasons,
  }: DurableObjectMetrics,
  t: SectionTranslate<typeof durableObjectsTexts>,
): Pick<Fact, 'value' | 'absent'> {
  if (storedBytes !== null) {
    const size = quantityText(storedBytes, 'bytes');
    return {
      value:
        storedOn === undefined
          ? size
          : t('sections.durableObjects.metrics.storedOn', {
              size,
              day: storedOn.slice(0, 10),
            }),
    };
  }
  switch (reasons.storedBytes) {
    case 'account-only':
      return accountKeyValueBytes === undefined
        ? {
            value: undefined,
            absent: t('sections.durableObjects.metrics.accountOnly'),
          }
        : {
            value: t('sections.durableObjects.metrics.accountSize', {
              size: quantityText(accountKeyValueBytes, 'bytes'),
            }),
          };
    case 'no-data':
      return {
        value: undefined,
        absent: t('sections.durableObjects.metrics.noData'),
      };
    default:
      return { value: undefined };
  }
}

function charts(
  { storage: kind }: DurableObjectMetrics,
  t: SectionTranslate<typeof durableObjectsTexts>,
): SeriesChart[] {
  const read = t('sections.durableObjects.metrics.read');
  const written = t('sections.durableObjects.metrics.written');
  return [
    {
      id: 'requests',
      title: t('sections.durableObjects.metrics.invocations'),
      shape: 'amounts',
      series: [
        {
          id: 'requests',
          label: t('sections.durableObjects.metrics.requests'),
          tone: 'info',
        },
        {
          id: 'errors',
          label: t('sections.durableObjects.metrics.errors'),
          tone: 'danger',
        },
      ],
    },
    {
      id: 'connections',
      title: t('sections.durableObjects.metrics.connections'),
      shape: 'levels',
      series: [
        {
          id: 'webSocketConnections',
          label: t('sections.durableObjects.metrics.connectionsAtMost'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'messages',
      title: t('sections.durableObjects.metrics.messages'),
      shape: 'amounts',
      series: [
        {
          id: 'webSocketMessagesIn',
          label: t('sections.durableObjects.metrics.received'),
          tone: 'info',
        },
        {
          id: 'webSocketMessagesOut',
          label: t('sections.durableObjects.metrics.sent'),
          tone: 'success',
        },
      ],
    },
    {
      id: 'active-time',
      title: t('sections.durableObjects.metrics.activeTime'),
      shape: 'amounts',
      series: [
        {
          id: 'activeTime',
          label: t('sections.durableObjects.metrics.activeTime'),
          tone: 'info',
        },
      ],
    },
    kind === 'key-value'
      ? {
          id: 'units',
          title: t('sections.durableObjects.metrics.units'),
          shape: 'amounts',
          series: [
            { id: 'storageReads', label: read, tone: 'info' },
            { id: 'storageWrites', label: written, tone: 'warning' },
          ],
        }
      : {
          id: 'rows',
          title: t('sections.durableObjects.metrics.rows'),
          shape: 'amounts',
          series: [
            { id: 'rowsRead', label: read, tone: 'info' },
            { id: 'rowsWritten', label: written, tone: 'warning' },
          ],
        },
  ];
}

/** What the panel of a Durable Object class reads. */
export const durableObjectsSections: readonly ProductSection[] = [metrics];
