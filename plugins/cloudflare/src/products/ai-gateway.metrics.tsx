import { Button, Flex, Text } from '@backstage/ui';
import {
  AiGatewayMetrics,
  AiGatewayModelTotals,
  AiGatewayTotals,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { Absent } from '../components/Absent';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import {
  detailList,
  detailSection,
  factsSection,
  SeriesChart,
} from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { Time } from '../components/Time';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { aiGatewayTexts } from './ai-gateway.sections.messages';

const id = 'metrics';
const segment = products.aiGateway.segment;

/** An amount of US dollars, with as many digits as small ones need. */
export function dollarsText(amount: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: Math.abs(amount) < 1 ? 4 : 2,
  }).format(amount);
}

const models = detailList(aiGatewayTexts)<
  AiGatewayMetrics,
  AiGatewayModelTotals
>({
  id: 'models',
  title: t => t('sections.aiGateway.metrics.models'),
  rows: data => data.models,
  columns: t => [
    {
      id: 'model',
      label: t('sections.aiGateway.metrics.model'),
      isRowHeader: true,
      share: 2,
      value: row => row.model,
      cell: row => row.model || <Absent />,
    },
    {
      id: 'provider',
      label: t('sections.aiGateway.metrics.provider'),
      value: row => row.provider,
      cell: row => row.provider || <Absent />,
    },
    ...(['requests', 'errors', 'tokensIn', 'tokensOut'] as const).map(
      figure => ({
        id: figure,
        label: t(`sections.aiGateway.metrics.${figure}`),
        value: (row: AiGatewayModelTotals) => row[figure],
        cell: (row: AiGatewayModelTotals) => quantityText(row[figure], 'count'),
      }),
    ),
    {
      id: 'hitRate',
      label: t('sections.aiGateway.metrics.hitRate'),
      value: row => row.cacheHitRate,
      cell: row => hitRateText(row) ?? <Absent />,
    },
    {
      id: 'cost',
      label: t('sections.aiGateway.metrics.cost'),
      value: row => row.cost,
      cell: row => dollarsText(row.cost),
    },
  ],
  rowId: row => `${row.provider}/${row.model}`,
  none: t => t('sections.aiGateway.metrics.noData'),
});

/** What went through a gateway, to which models, and what it cost. */
export const gatewayMetrics = detailSection(aiGatewayTexts)<AiGatewayMetrics>({
  id,
  title: t => t('sections.aiGateway.metrics.title'),
  request: ({ account, name }) => ({
    path: [segment, name, 'metrics'],
    query: { account },
  }),
  render: ({ data, meta }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, meta.complete, t)} />
      <SeriesCharts
        answer={data}
        charts={charts(t)}
        fileName={fileNameOf(id, resource)}
      />
      {(meta.complete || data.models.length > 0) && (
        <models.Content data={data} resource={resource} />
      )}
    </Flex>
  ),
});

const sample = factsSection(aiGatewayTexts)<AiGatewayMetrics>({
  id: 'latency',
  title: t => t('sections.aiGateway.latency.title'),
  request: ({ account, name }) => ({
    path: [segment, name, 'metrics'],
    query: { account, latency: 'true' },
  }),
  facts: ({ latency, latencyState }, t) => {
    const absent =
      latencyState === 'sampled'
        ? undefined
        : t(`sections.aiGateway.latency.states.${latencyState}`);
    return [
      {
        label: t('sections.aiGateway.latency.median'),
        value: latency && quantityText(latency.p50Ms, 'milliseconds'),
        absent,
      },
      {
        label: t('sections.aiGateway.latency.p95'),
        value: latency && quantityText(latency.p95Ms, 'milliseconds'),
        absent,
      },
      {
        label: t('sections.aiGateway.latency.sample'),
        value:
          latency &&
          t('sections.aiGateway.latency.requests', {
            requests: quantityText(latency.requests, 'count'),
          }),
        absent,
      },
      {
        label: t('sections.aiGateway.latency.oldest'),
        value: latency && <Time value={latency.from} />,
        absent,
      },
    ];
  },
});

/** How long requests took. It reads the log: only when it is asked for. */
export const gatewayLatency: ProductSection = {
  ...sample,
  Content: props => {
    const { t } = useSectionTranslation(aiGatewayTexts);
    const [isAsked, setAsked] = useState(false);
    if (isAsked) {
      return <sample.Content {...props} />;
    }
    return (
      <Flex direction="column" gap="2" align="start">
        <Text as="p" color="secondary">
          {t('sections.aiGateway.latency.offer')}
        </Text>
        <Button variant="secondary" onPress={() => setAsked(true)}>
          {t('sections.aiGateway.latency.read')}
        </Button>
      </Flex>
    );
  },
};

function factsOf(
  { totals }: AiGatewayMetrics,
  isComplete: boolean,
  t: SectionTranslate<typeof aiGatewayTexts>,
): Fact[] {
  // No row is not zero: Cloudflare says nothing of a gateway without requests.
  const absent = isComplete
    ? t('sections.aiGateway.metrics.noData')
    : t('absent.notKnown');
  return [
    {
      label: t('sections.aiGateway.metrics.requests'),
      value: totals && quantityText(totals.requests, 'count'),
    },
    {
      label: t('sections.aiGateway.metrics.errors'),
      value: totals && errorsText(totals, t),
    },
    {
      label: t('sections.aiGateway.metrics.hitRate'),
      value: totals && hitRateText(totals),
    },
    {
      label: t('sections.aiGateway.metrics.tokens'),
      value:
        totals &&
        [totals.tokensIn, totals.tokensOut]
          .map(tokens => quantityText(tokens, 'count'))
          .join(' / '),
    },
    {
      label: t('sections.aiGateway.metrics.cost'),
      value: totals && dollarsText(totals.cost),
    },
  ].map(fact => ({ ...fact, absent }));
}

function hitRateText({ cacheHitRate }: AiGatewayTotals): string | undefined {
  return cacheHitRate === undefined
    ? undefined
    : quantityText(cacheHitRate, 'ratio');
}

function errorsText(
  { errors, requests }: AiGatewayTotals,
  t: SectionTranslate<typeof aiGatewayTexts>,
): string {
  const count = quantityText(errors, 'count');
  return requests > 0
    ? t('sections.aiGateway.metrics.errorShare', {
        errors: count,
        share: quantityText(errors / requests, 'ratio'),
      })
    : count;
}

function charts(t: SectionTranslate<typeof aiGatewayTexts>): SeriesChart[] {
  const label = (
    figure: 'requests' | 'errors' | 'hitRate' | 'tokensIn' | 'tokensOut',
  ) => t(`sections.aiGateway.metrics.${figure}`);
  return [
    {
      id: 'requests',
      title: label('requests'),
      shape: 'amounts',
      series: [
        { id: 'requests', label: label('requests'), tone: 'info' },
        { id: 'errors', label: label('errors'), tone: 'danger' },
      ],
    },
    {
      id: 'hit-rate',
      title: label('hitRate'),
      shape: 'levels',
      series: [
        { id: 'cacheHitRate', label: label('hitRate'), tone: 'success' },
      ],
    },
    {
      id: 'tokens',
      title: t('sections.aiGateway.metrics.tokens'),
      shape: 'amounts',
      series: [
        { id: 'tokensIn', label: label('tokensIn'), tone: 'info' },
        { id: 'tokensOut', label: label('tokensOut'), tone: 'success' },
      ],
    },
  ];
}
