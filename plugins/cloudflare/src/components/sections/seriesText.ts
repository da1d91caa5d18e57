import {
  MetricSeries,
  MetricUnit,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ChartPoint, ChartSeries } from '../../charts/chart';
import { quantityText } from '../quantityText';
import type { SectionTranslate } from '../useSectionTranslation';
import type { SeriesChart } from './seriesSection';
import { seriesTexts } from './series.messages';

/** Every step of an answer, with the values of the given series that are known. */
export function pointsOf(
  answer: MetricSeries,
  series: readonly ChartSeries[],
): ChartPoint[] {
  const start = Date.parse(answer.from);
  const stepMs = answer.stepSeconds * 1000;
  const steps = Math.ceil((Date.parse(answer.to) - start) / stepMs);
  const values: Record<string, number>[] = Array.from(
    { length: steps },
    () => ({}),
  );
  for (const { id, points } of answer.series) {
    if (series.some(shown => shown.id === id)) {
      for (const { time, value } of points) {
        const of = values[Math.floor((Date.parse(time) - start) / stepMs)];
        if (of) {
          of[id] = value;
        }
      }
    }
  }
  return values.map((known, i) => ({
    from: new Date(start + i * stepMs).toISOString(),
    to: new Date(start + (i + 1) * stepMs).toISOString(),
    values: Object.keys(known).length > 0 ? known : undefined,
  }));
}

/** What a chart shows, in words. */
export function seriesSummary(
  { stepSeconds }: MetricSeries,
  { series, shape }: SeriesChart,
  points: readonly ChartPoint[],
  unit: MetricUnit,
  t: SectionTranslate<typeof seriesTexts>,
): string {
  const step = quantityText(stepSeconds, 'seconds');
  const gaps = points.filter(({ values }) =>
    series.some(({ id }) => values?.[id] === undefined),
  ).length;
  const text = (value: number) => quantityText(value, unit);
  const sentences: string[] = series.map(({ id, label: name }) => {
    const values = points.flatMap(point => point.values?.[id] ?? []);
    if (values.length === 0) {
      return t('sections.series.notKnown', { name });
    }
    const most = text(Math.max(...values));
    if (shape === 'levels') {
      return t('sections.series.level', {
        name,
        least: text(Math.min(...values)),
        most,
        last: text(values[values.length - 1]),
      });
    }
    const total = text(values.reduce((sum, value) => sum + value, 0));
    // What is not known may have been more.
    return t(
      values.length === points.length
        ? 'sections.series.amount'
        : 'sections.series.knownAmount',
      { name, total, most, step },
    );
  });
  if (gaps > 0) {
    sentences.push(t('sections.series.gaps', { count: gaps, step }));
  }
  return sentences.join(' ');
}
