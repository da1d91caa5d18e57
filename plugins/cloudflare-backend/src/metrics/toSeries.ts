import {
  MetricSeries,
  MetricSeriesItem,
  MetricUnit,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { TimeWindow } from '../routing/fields';

const STEP_SECONDS = 3600;

/** A figure that is followed over time. */
export interface Figure<Row> {
  /** Names the figure within the answer, in camelCase. */
  id: string;
  unit: MetricUnit;
  /** The figure of the rows of one hour; undefined when they do not tell it. */
  of(rows: readonly Row[]): number | undefined;
}

/** Answers figures over time, by hours. An hour without rows has no point: that is not zero. */
export function seriesOf<Row extends { hour: string }>(
  rows: readonly Row[],
  figures: readonly Figure<Row>[],
): MetricSeriesItem[] {
  const byHour = new Map<number, Row[]>();
  for (const row of rows) {
    const hour = Date.parse(row.hour);
    byHour.set(hour, [...(byHour.get(hour) ?? []), row]);
  }
  const hours = [...byHour].sort(([a], [b]) => a - b);
  return figures.map(({ id, unit, of }) => ({
    id,
    unit,
    points: hours.flatMap(([hour, ofHour]) => {
      const value = of(ofHour);
      return value === undefined
        ? []
        : [{ time: new Date(hour).toISOString(), value }];
    }),
  }));
}

/** Puts figures over time together as a route answers them. */
export function toSeries(
  { from, to }: TimeWindow,
  ...series: MetricSeriesItem[][]
): MetricSeries {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    stepSeconds: STEP_SECONDS,
    series: series.flat(),
  };
}

/** Adds a figure of rows up; undefined when no row tells it. */
export function sumOf<Row>(figure: (row: Row) => number | undefined) {
  return (rows: readonly Row[]): number | undefined => {
    const values = valuesOf(rows, figure);
    return values.length > 0
      ? values.reduce((sum, value) => sum + value, 0)
      : undefined;
  };
}

/** The greatest of a figure of rows; undefined when no row tells it. */
export function mostOf<Row>(figure: (row: Row) => number | undefined) {
  return (rows: readonly Row[]): number | undefined => {
    const values = valuesOf(rows, figure);
    return values.length > 0
      ? values.reduce((most, value) => Math.max(most, value))
      : undefined;
  };
}

function valuesOf<Row>(
  rows: readonly Row[],
  figure: (row: Row) => number | undefined,
): number[] {
  return rows.map(figure).filter(value => value !== undefined);
}

/** Figures over time, as the API answers them. */
export const metricSeries = z.object({
  from: z.string(),
  to: z.string(),
  stepSeconds: z.number(),
  series: z.array(
    z.object({
      id: z.string(),
      unit: z.enum(['count', 'bytes', 'milliseconds', 'seconds', 'ratio']),
      points: z.array(z.object({ time: z.string(), value: z.number() })),
    }),
  ),
}) satisfies z.ZodType<MetricSeries>;
