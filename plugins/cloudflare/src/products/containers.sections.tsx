import { Flex } from '@backstage/ui';
import {
  ContainerHealth,
  ContainerStatus,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { quantityText } from '../components/quantityText';
import { detailList, detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { containersTexts } from './containers.sections.messages';

type Version = NonNullable<ContainerStatus['versions']>[number];
type Failure = ContainerStatus['errors'][number];

const id = 'status';

const TONES: Record<ContainerHealth, StatusTone> = {
  healthy: 'success',
  degraded: 'warning',
  unhealthy: 'danger',
  pending: 'info',
  idle: 'neutral',
  unknown: 'neutral',
};

const versions = detailList(containersTexts)<ContainerStatus, Version>({
  id: 'versions',
  title: t => t('sections.containers.status.versions'),
  rows: data => data.versions,
  rowId: ({ version }) => String(version),
  columns: t => [
    {
      id: 'version',
      label: t('sections.containers.status.version'),
      isRowHeader: true,
      value: row => row.version,
      cell: row => row.version,
    },
    {
      id: 'share',
      label: t('sections.containers.status.share'),
      value: row => row.percentage,
      cell: ({ percentage }) =>
        percentage === undefined ? (
          <Absent />
        ) : (
          quantityText(percentage / 100, 'ratio')
        ),
    },
    {
      id: 'image',
      label: t('sections.containers.status.image'),
      share: 2,
      value: row => row.image?.reference,
      cell: ({ image }) => (image ? <code>{image.path}</code> : <Absent />),
    },
    {
      id: 'tag',
      label: t('sections.containers.status.tag'),
      value: row => row.image?.tag,
      cell: ({ image }) =>
        image?.tag ?? (
          <Absent reason={image && t('sections.containers.status.none')} />
        ),
    },
    {
      id: 'digest',
      label: t('sections.containers.status.digest'),
      value: row => row.image?.digest,
      cell: ({ image }) =>
        image?.digest ? (
          <code>{image.digest.slice(0, 19)}</code>
        ) : (
          <Absent reason={image && t('sections.containers.status.none')} />
        ),
    },
  ],
  none: t => t('sections.containers.status.none'),
});

const errors = detailList(containersTexts)<ContainerStatus, Failure>({
  id: 'errors',
  title: t => t('sections.containers.status.errors'),
  rows: data => data.errors,
  rowId: row => `${row.instanceId}/${row.name}/${row.at}`,
  columns: t => [
    {
      id: 'error',
      label: t('sections.containers.status.error'),
      isRowHeader: true,
      value: row => row.name,
      cell: row => row.name,
    },
    {
      id: 'instance',
      label: t('sections.containers.status.instance'),
      value: row => row.instanceId,
      cell: row => row.instanceId ?? <Absent />,
    },
    {
      id: 'time',
      label: t('sections.containers.status.time'),
      value: row => row.at,
      cell: row => <Time value={row.at} />,
    },
  ],
  none: t => t('sections.containers.status.none'),
});

const status = detailSection(containersTexts)<ContainerStatus>({
  id,
  title: t => t('sections.containers.status.title'),
  request: ({ account, name, parameters }) => ({
    path: [
      products.containers.segment,
      // That a name is unique is documented nowhere.
      parameters.text('id') ?? name,
      'status',
    ],
    query: { account },
  }),
  render: ({ data }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, t)} />
      {[errors, versions].map(({ Content, ...list }) => (
        <Content key={list.id} data={data} resource={resource} />
      ))}
      <SeriesCharts
        answer={data}
        charts={charts(t)}
        fileName={fileNameOf(id, resource)}
      />
    </Flex>
  ),
});

function factsOf(
  data: ContainerStatus,
  t: SectionTranslate<typeof containersTexts>,
): Fact[] {
  const { health, images, imagesState, instanceType } = data;
  return [
    {
      label: t('sections.containers.status.health'),
      value: <StatusTag tone={TONES[health]} label={healthText(data, t)} />,
    },
    {
      label: t('sections.containers.status.active'),
      value: activeText(data, t),
    },
    {
      label: t('sections.containers.status.wanted'),
      value: wantedText(data, t),
    },
    {
      label: t('sections.containers.status.images'),
      value:
        images.length > 0 ? (
          <Lines items={images}>
            {({ reference }) => <code>{reference}</code>}
          </Lines>
        ) : undefined,
      absent:
        imagesState === 'not-told'
          ? t('sections.containers.status.notTold')
          : undefined,
    },
    {
      label: t('sections.containers.status.instanceType'),
      value: instanceType,
      absent: t('sections.containers.status.notTold'),
    },
  ];
}

function healthText(
  { health, healthFrom }: ContainerStatus,
  t: SectionTranslate<typeof containersTexts>,
): string {
  switch (health) {
    case 'unknown':
      return t('absent.notKnown');
    case 'idle':
      return t('sections.containers.status.idle');
    default: {
      const word = t(`containers.health.${health}`);
      return healthFrom === 'instances'
        ? t('sections.containers.status.byInstances', { health: word })
        : word;
    }
  }
}

/** States are told in Cloudflare's words. */
function activeText(
  { instanceStates }: ContainerStatus,
  t: SectionTranslate<typeof containersTexts>,
): string | undefined {
  const states = instanceStates && Object.entries(instanceStates);
  if (states?.length === 0) {
    return t('sections.containers.status.none');
  }
  return states
    ?.map(([state, amount]) =>
      t('sections.containers.status.state', {
        amount: quantityText(amount, 'count'),
        state,
      }),
    )
    .join(', ');
}

function wantedText(
  { instances, maxInstances, startedBy }: ContainerStatus,
  t: SectionTranslate<typeof containersTexts>,
): string | undefined {
  if (startedBy === 'durable-objects') {
    return t('sections.containers.status.onDemand');
  }
  if (instances === undefined) {
    return undefined;
  }
  const wanted = quantityText(instances, 'count');
  return maxInstances === undefined
    ? wanted
    : t('sections.containers.status.most', {
        wanted,
        most: quantityText(maxInstances, 'count'),
      });
}

function charts(t: SectionTranslate<typeof containersTexts>): SeriesChart[] {
  return [
    {
      id: 'cpu-time',
      title: t('sections.containers.status.cpuTime'),
      shape: 'amounts',
      series: [
        {
          id: 'cpuTime',
          label: t('sections.containers.status.cpuTime'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'memory',
      title: t('sections.containers.status.memory'),
      shape: 'levels',
      series: [
        {
          id: 'memory',
          label: t('sections.containers.status.average'),
          tone: 'info',
        },
        {
          id: 'maxMemory',
          label: t('sections.containers.status.atMost'),
          tone: 'warning',
        },
      ],
    },
    {
      id: 'traffic',
      title: t('sections.containers.status.traffic'),
      shape: 'amounts',
      series: [
        {
          id: 'received',
          label: t('sections.containers.status.received'),
          tone: 'info',
        },
        {
          id: 'sent',
          label: t('sections.containers.status.sent'),
          tone: 'success',
        },
      ],
    },
  ];
}

/** What the panel of a container application reads. */
export const containersSections: readonly ProductSection[] = [status];
