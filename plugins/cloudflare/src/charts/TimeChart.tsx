// The only module that knows the chart library. It is loaded by LazyTimeChart,
// where a chart is shown and nowhere else.
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { MetricUnit } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useId, useMemo } from 'react';
import { quantityText, shortQuantityText } from '../components/quantityText';
import styles from './TimeChart.module.css';
import { ChartPoint, ChartSeries, ChartShape, TONE_COLORS } from './chart';
import { stepLabel, tickLabel, ticksOf } from './timeLabels';

/** An axis of their own lets gaps fill the height behind the bars. */
const GAPS = 'gaps';
const AXIS = {
  stroke: 'var(--bui-border-2)',
  tick: { fill: 'var(--bui-fg-secondary)', fontSize: 12 },
  tickLine: false,
};

interface Datum {
  point: ChartPoint;
}

function startOf({ point }: Datum): string {
  return point.from;
}

/** Bars or lines over time; what is not known is hatched. */
export default function TimeChart(props: {
  shape: ChartShape;
  unit: MetricUnit;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  /** What is said of a step of which nothing is known. */
  gapLabel: string;
}) {
  const { gapLabel, points, series, shape, unit } = props;
  // The library puts what it knows of a datum on the elements it draws.
  const data = useMemo(() => points.map(point => ({ point })), [points]);
  const byStart = useMemo(
    () => new Map(points.map(point => [point.from, point])),
    [points],
  );
  const ticks = useMemo(() => ticksOf(points), [points]);
  const hatching = useId();
  return (
    <ComposedChart
      data={data}
      responsive
      className={styles.chart}
      accessibilityLayer={false}
      margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
    >
      <defs>
        <pattern
          id={hatching}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="1.5" height="6" fill="var(--bui-fg-disabled)" />
        </pattern>
      </defs>
      <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
      <XAxis
        {...AXIS}
        dataKey={startOf}
        minTickGap={24}
        ticks={ticks}
        tickFormatter={(from: string) => {
          const point = byStart.get(from);
          return point ? tickLabel(point, points) : '';
        }}
      />
      <XAxis xAxisId={GAPS} dataKey={startOf} hide />
      <YAxis
        {...AXIS}
        axisLine={false}
        allowDecimals={unit !== 'count'}
        tickFormatter={(value: number) => shortQuantityText(value, unit)}
        width="auto"
      />
      <YAxis yAxisId={GAPS} domain={[0, 1]} hide />
      <Tooltip
        cursor={{ fill: 'var(--bui-border-1)', fillOpacity: 0.5 }}
        isAnimationActive={false}
        content={({ label }) => (
          <StepTooltip
            point={byStart.get(String(label))}
            series={series}
            unit={unit}
            gapLabel={gapLabel}
          />
        )}
      />
      <Bar
        xAxisId={GAPS}
        yAxisId={GAPS}
        dataKey={({ point }: Datum) => (point.values ? 0 : 1)}
        fill={`url(#${hatching})`}
        isAnimationActive={false}
      />
      {series.map(({ id, tone }) => {
        const shared = {
          key: id,
          dataKey: ({ point }: Datum) => point.values?.[id],
          isAnimationActive: false,
        };
        return shape === 'levels' ? (
          <Line
            {...shared}
            stroke={TONE_COLORS[tone]}
            strokeWidth={2}
            // One that is alone between gaps would have no line to be seen by.
            dot={{ r: 2, fill: TONE_COLORS[tone] }}
          />
        ) : (
          <Bar
            {...shared}
            stackId={shape === 'parts' ? 'whole' : undefined}
            fill={TONE_COLORS[tone]}
          />
        );
      })}
    </ComposedChart>
  );
}

function StepTooltip(props: {
  point: ChartPoint | undefined;
  series: readonly ChartSeries[];
  unit: MetricUnit;
  gapLabel: string;
}) {
  const { gapLabel, point, series, unit } = props;
  if (!point) {
    return null;
  }
  const { values } = point;
  const known = (value: number | undefined) =>
    value === undefined ? gapLabel : quantityText(value, unit);
  return (
    <div className={styles.tooltip}>
      <strong>{stepLabel(point)}</strong>
      {values ? (
        series.map(({ id, label }) => (
          <div key={id}>
            {label}: {known(values[id])}
          </div>
        ))
      ) : (
        <div>{gapLabel}</div>
      )}
    </div>
  );
}
