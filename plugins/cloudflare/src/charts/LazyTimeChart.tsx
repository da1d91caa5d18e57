import { MetricUnit } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Absent } from '../components/Absent';
import { ProductTable } from '../components/ProductTable';
import { ProductColumn } from '../components/tableColumns';
import {
  Translate,
  useCloudflareTranslation,
} from '../components/useCloudflareTranslation';
import { ChartPoint, ChartSeries, ChartShape, TONE_COLORS } from './chart';
import styles from './LazyTimeChart.module.css';
import { stepLabel } from './timeLabels';

// An app that was deployed anew does not have the old chunks any more.
const TimeChart = lazy(() =>
  import('./TimeChart').catch(() => ({ default: NotLoaded })),
);

/** Whether the table behind a chart is shown, where the chart itself may go. */
export interface ChartTable {
  isShown: boolean;
  show(isShown: boolean): void;
}

/**
 * Bars or lines over time, with the same values as a table for whoever cannot see them.
 * The chart library is loaded when the first one is shown.
 */
export function LazyTimeChart<P extends ChartPoint>(props: {
  /** Names what is counted to people, as in "Values of …". */
  label: string;
  /** The chart in one sentence, for whoever does not see it. */
  summary: string;
  shape: ChartShape;
  /** What all values are counted in. */
  unit: MetricUnit;
  series: readonly ChartSeries[];
  points: readonly P[];
  /** What else the table tells of a step. */
  moreColumns?: readonly ProductColumn<P>[];
  /** One of several side by side. */
  isSmall?: boolean;
  /** What is said of steps of which nothing is known; "Not read" without it. */
  gapLabel?: string;
  /** Without it, the chart itself knows. */
  table?: ChartTable;
  /** Start of the name of the CSV file. */
  fileName: string;
}) {
  const { fileName, label, moreColumns, points, series, shape, summary, unit } =
    props;
  const { t } = useCloudflareTranslation();
  const gapLabel = props.gapLabel ?? t('chart.notRead');
  const [isOwnShown, showOwn] = useState(false);
  const { isShown, show } = props.table ?? {
    isShown: isOwnShown,
    show: showOwn,
  };
  const columns = useMemo(
    () => [...valueColumns(series, unit, gapLabel, t), ...(moreColumns ?? [])],
    [series, unit, gapLabel, t, moreColumns],
  );
  return (
    <figure className={styles.figure}>
      <div
        role="img"
        aria-label={summary}
        className={`${styles.plot} ${props.isSmall ? styles.small : ''}`}
      >
        <Suspense fallback={<Skeleton width="100%" height="100%" />}>
          <TimeChart
            shape={shape}
            unit={unit}
            series={series}
            points={points}
            gapLabel={gapLabel}
          />
        </Suspense>
      </div>
      <Flex justify="between" align="center" gap="3" className={styles.legend}>
        <Flex gap="4" className={styles.legend}>
          {series.map(({ id, label: name, tone }) => (
            <LegendItem key={id} label={name} color={TONE_COLORS[tone]} />
          ))}
          {points.some(({ values }) => !values) && (
            <LegendItem label={gapLabel} />
          )}
        </Flex>
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={isShown}
          onPress={() => show(!isShown)}
        >
          {t(isShown ? 'chart.hideTable' : 'chart.showTable')}
        </Button>
      </Flex>
      {isShown && (
        <ProductTable
          label={t('chart.tableLabel', { what: label })}
          rows={points}
          columns={columns}
          rowId={rowId}
          fileName={fileName}
        />
      )}
    </figure>
  );
}

/** Without a colour, it is hatched as gaps are. */
function LegendItem(props: { label: string; color?: string }) {
  return (
    <Flex gap="1" align="center">
      <span
        aria-hidden
        className={`${styles.swatch} ${props.color ? '' : styles.hatched}`}
        style={{ background: props.color }}
      />
      <Text as="span" variant="body-small">
        {props.label}
      </Text>
    </Flex>
  );
}

function NotLoaded() {
  const { t } = useCloudflareTranslation();
  return <Text color="secondary">{t('chart.notLoaded')}</Text>;
}

function rowId(point: ChartPoint): string {
  return point.from;
}

function valueColumns(
  series: readonly ChartSeries[],
  unit: MetricUnit,
  gapLabel: string,
  t: Translate,
): ProductColumn<ChartPoint>[] {
  return [
    {
      id: 'step',
      label: t('chart.step'),
      isRowHeader: true,
      value: point => point.from,
      cell: point => stepLabel(point),
    },
    ...series.map(({ id, label }) => ({
      id,
      label:
        unit === 'count'
          ? label
          : t('chart.inUnit', { what: label, unit: t(`chart.units.${unit}`) }),
      value: (point: ChartPoint) => point.values?.[id],
      cell: (point: ChartPoint) =>
        point.values?.[id]?.toLocaleString(undefined, {
          maximumFractionDigits: 4,
        }) ?? <Absent reason={gapLabel} />,
    })),
  ];
}
