import { MetricSeries } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ProductSection } from '../../products/ProductView';
import { SectionTexts } from '../sectionTexts';
import { SectionTranslate } from '../useSectionTranslation';
import { detailSection } from './detailSection';
import { SeriesCharts } from './SeriesCharts';
import { fileNameOf, SectionSpec } from './SectionSpec';
import { ChartSeries, ChartShape } from '../../charts/chart';

/** A chart of series that have the same unit. */
export interface SeriesChart {
  /** Unique within the section. */
  id: string;
  /** Names what is counted or measured to people. */
  title: string;
  shape: ChartShape;
  /** By the ids of the answer; each has a tone of its own. */
  series: readonly ChartSeries[];
}

/**
 * A section that draws the series that a route answers: a sentence, a chart,
 * and the values as a table for whoever prefers it.
 */
export function seriesSection<X extends SectionTexts>(texts: X) {
  return (
    spec: SectionSpec<X> & {
      charts(t: SectionTranslate<X>): readonly SeriesChart[];
    },
  ): ProductSection =>
    detailSection(texts)<MetricSeries>({
      ...spec,
      render: ({ data }, t, resource) => (
        <SeriesCharts
          answer={data}
          charts={spec.charts(t)}
          fileName={fileNameOf(spec.id, resource)}
        />
      ),
    });
}
