import { Flex } from '@backstage/ui';
import {
  BrowserPools,
  BrowserQuotas,
  BrowserSession,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { ExternalLink } from '../components/ExternalLink';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailList, detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { StatusTag } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { browserRenderingTexts } from './browser-rendering.sections.messages';

const { segment } = products.browserRendering;
const id = 'sessions';

const sessionList = detailList(browserRenderingTexts)<
  BrowserPools,
  BrowserSession
>({
  id: 'session-list',
  title: t => t('sections.browserRendering.sessions.list'),
  rows: data => data.sessions,
  rowId: session => session.id,
  columns: t => [
    {
      id: 'session',
      label: t('sections.browserRendering.sessions.session'),
      isRowHeader: true,
      value: row => row.id,
      cell: row => <code>{row.id.slice(0, 8)}</code>,
    },
    {
      id: 'state',
      label: t('sections.browserRendering.sessions.state'),
      value: row => stateText(row, t),
      cell: row => <StatusTag tone={toneOf(row)} label={stateText(row, t)} />,
    },
    {
      id: 'started',
      label: t('sections.browserRendering.sessions.started'),
      value: row => row.startedAt,
      cell: row => <Time value={row.startedAt} />,
    },
    {
      id: 'duration',
      label: t('sections.browserRendering.sessions.duration'),
      value: row => row.durationSeconds,
      cell: ({ durationSeconds }) =>
        durationSeconds === undefined ? (
          <Absent />
        ) : (
          quantityText(durationSeconds, 'seconds')
        ),
    },
  ],
  none: t => t('sections.browserRendering.sessions.none'),
});

const sessions = detailSection(browserRenderingTexts)<BrowserPools>({
  id,
  title: t => t('sections.browserRendering.sessions.title'),
  request: ({ account }) => ({ path: [segment, 'pools'], query: { account } }),
  render: ({ data }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, t)} />
      <sessionList.Content data={data} resource={resource} />
      <SeriesCharts
        answer={data}
        charts={charts(t)}
        fileName={fileNameOf(id, resource)}
      />
    </Flex>
  ),
});

function factsOf(
  { liveSessions, sessionsCut }: BrowserPools,
  t: SectionTranslate<typeof browserRenderingTexts>,
): Fact[] {
  return [
    {
      label: t('sections.browserRendering.sessions.live'),
      value:
        liveSessions === undefined
          ? undefined
          : quantityText(liveSessions, 'count'),
    },
    {
      label: t('sections.browserRendering.sessions.pools'),
      value: undefined,
      absent: t('sections.browserRendering.sessions.noPools'),
    },
    ...(sessionsCut
      ? [
          {
            label: t('sections.browserRendering.sessions.list'),
            value: t('sections.browserRendering.sessions.cut'),
          },
        ]
      : []),
  ];
}

function toneOf({ live, connected }: BrowserSession) {
  if (!live) {
    return 'neutral';
  }
  return connected ? 'success' : 'info';
}

/** Why a session ended is told in Cloudflare's words. */
function stateText(
  { live, connected, closeReason }: BrowserSession,
  t: SectionTranslate<typeof browserRenderingTexts>,
): string {
  if (live) {
    return connected
      ? t('sections.browserRendering.sessions.inUse')
      : t('sections.browserRendering.sessions.open');
  }
  return closeReason === undefined
    ? t('sections.browserRendering.sessions.ended')
    : t('sections.browserRendering.sessions.endedBy', { reason: closeReason });
}

function charts(
  t: SectionTranslate<typeof browserRenderingTexts>,
): SeriesChart[] {
  return [
    {
      id: 'browser-time',
      title: t('sections.browserRendering.sessions.browserTime'),
      shape: 'amounts',
      series: [
        {
          id: 'browserTime',
          label: t('sections.browserRendering.sessions.browserTime'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'at-once',
      title: t('sections.browserRendering.sessions.atOnce'),
      shape: 'levels',
      series: [
        {
          id: 'averageSessions',
          label: t('sections.browserRendering.sessions.average'),
          tone: 'info',
        },
        {
          id: 'maxSessions',
          label: t('sections.browserRendering.sessions.atMost'),
          tone: 'warning',
        },
      ],
    },
    {
      id: 'api-calls',
      title: t('sections.browserRendering.sessions.apiCalls'),
      shape: 'amounts',
      series: [
        {
          id: 'apiCalls',
          label: t('sections.browserRendering.sessions.apiCalls'),
          tone: 'info',
        },
      ],
    },
  ];
}

const quotas = detailSection(browserRenderingTexts)<BrowserQuotas>({
  id: 'quotas',
  title: t => t('sections.browserRendering.quotas.title'),
  request: ({ account }) => ({ path: [segment, 'quotas'], query: { account } }),
  isEmpty: ({ state }) => state === 'unknown',
  empty: t => ({
    title: t('sections.browserRendering.quotas.emptyTitle'),
    description: t('sections.browserRendering.quotas.emptyDescription'),
    docsUrl: 'https://developers.cloudflare.com/browser-rendering/limits/',
  }),
  render: ({ data }, t) => (
    <FactList
      facts={[
        ...data.quotas.map(({ name, value }) => ({
          label: t(`sections.browserRendering.quotas.${name}`),
          value: quantityText(value, 'count'),
        })),
        {
          label: t('sections.browserRendering.quotas.origin'),
          value: t('sections.browserRendering.quotas.note'),
        },
        { label: t('sections.browserRendering.quotas.asOf'), value: data.asOf },
        {
          label: t('sections.browserRendering.quotas.source'),
          value: sourceOf(data),
        },
      ]}
    />
  ),
});

function sourceOf({ source }: BrowserQuotas) {
  return source?.startsWith('https://') ? (
    <ExternalLink href={source} to="configured">
      {source}
    </ExternalLink>
  ) : (
    source
  );
}

/** What the panel of Browser Rendering reads. */
export const browserRenderingSections: readonly ProductSection[] = [
  sessions,
  quotas,
];
