import { SeriesChart } from '../components/sections';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { hyperdriveTexts } from './hyperdrive.sections.messages';

/** What is drawn of the queries through a Hyperdrive configuration. */
export function hyperdriveCharts(
  t: SectionTranslate<typeof hyperdriveTexts>,
): SeriesChart[] {
  return [
    {
      id: 'queries',
      title: t('sections.hyperdrive.metrics.queries'),
      shape: 'parts',
      series: [
        {
          id: 'cached',
          label: t('sections.hyperdrive.metrics.cached'),
          tone: 'success',
        },
        {
          id: 'uncached',
          label: t('sections.hyperdrive.metrics.uncached'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'hit-rate',
      title: t('sections.hyperdrive.metrics.hitRate'),
      shape: 'levels',
      series: [
        {
          id: 'cacheHitRate',
          label: t('sections.hyperdrive.metrics.cached'),
          tone: 'success',
        },
      ],
    },
    {
      id: 'latency',
      title: t('sections.hyperdrive.metrics.latency'),
      shape: 'levels',
      series: [
        {
          id: 'queryLatency',
          label: t('sections.hyperdrive.metrics.latency'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'errors',
      title: t('sections.hyperdrive.metrics.errors'),
      shape: 'amounts',
      series: [
        {
          id: 'errors',
          label: t('sections.hyperdrive.metrics.errors'),
          tone: 'danger',
        },
      ],
    },
    {
      id: 'pool',
      title: t('sections.hyperdrive.metrics.pool'),
      shape: 'levels',
      series: [
        {
          id: 'openConnections',
          label: t('sections.hyperdrive.metrics.open'),
          tone: 'info',
        },
        {
          id: 'waitingClients',
          label: t('sections.hyperdrive.metrics.waiting'),
          tone: 'warning',
        },
      ],
    },
  ];
}
