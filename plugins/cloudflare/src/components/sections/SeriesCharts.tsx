import { Flex, Text } from '@backstage/ui';
import {
  MetricSeries,
  MetricUnit,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { LazyTimeChart } from '../../charts/LazyTimeChart';
import { PanelSection } from '../PanelSection';
import { useSectionTranslation } from '../useSectionTranslation';
import type { SeriesChart } from './seriesSection';
import { pointsOf, seriesSummary } from './seriesText';
import styles from './SeriesCharts.module.css';
import { seriesTexts } from './series.messages';

/** The charts of an answer, each with a sentence on what it shows. */
export function SeriesCharts(props: {
  answer: MetricSeries;
  charts: readonly SeriesChart[];
  /** Start of the names of the CSV files. */
  fileName: string;
}) {
  const { answer, charts, fileName } = props;
  return (
    <div className={styles.charts}>
      {charts.map(chart => {
        const drawing = (
          <SeriesDrawing
            answer={answer}
            chart={chart}
            fileName={`${fileName}-${chart.id}`}
          />
        );
        // The heading of the section is that of a single chart.
        return charts.length === 1 ? (
          <div key={chart.id}>{drawing}</div>
        ) : (
          <PanelSection key={chart.id} heading="h4" title={chart.title}>
            {drawing}
          </PanelSection>
        );
      })}
    </div>
  );
}

function SeriesDrawing(props: {
  answer: MetricSeries;
  chart: SeriesChart;
  fileName: string;
}) {
  const { answer, chart, fileName } = props;
  const { t } = useSectionTranslation(seriesTexts);
  const points = useMemo(() => pointsOf(answer, chart.series), [answer, chart]);
  if (points.every(({ values }) => values === undefined)) {
    return (
      <Text as="p" color="secondary">
        {chart.series
          .map(({ label: name }) => t('sections.series.notKnown', { name }))
          .join(' ')}
      </Text>
    );
  }
  const unit = unitOf(answer, chart);
  const summary = seriesSummary(answer, chart, points, unit, t);
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{summary}</Text>
      <LazyTimeChart
        label={chart.title}
        summary={summary}
        shape={chart.shape}
        unit={unit}
        series={chart.series}
        points={points}
        fileName={fileName}
      />
    </Flex>
  );
}

/** Where no series of it is known, there is nothing to count in a unit. */
function unitOf({ series }: MetricSeries, chart: SeriesChart): MetricUnit {
  const known = series.find(({ id }) => chart.series.some(s => s.id === id));
  return known?.unit ?? 'count';
}
