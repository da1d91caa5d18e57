import { Flex } from '@backstage/ui';
import {
  products,
  WorkerMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact } from './ProductView';
import { workersTexts } from './workers.sections.messages';

const id = 'metrics';

/** Requests, errors and CPU time of a Worker: the last day, and by hours. */
export const workerMetrics = detailSection(workersTexts)<WorkerMetrics>({
  id,
  title: t => t('sections.workers.metrics.title'),
  request: ({ account, name }) => ({
    path: [products.workers.segment, name, 'metrics'],
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
    </Flex>
  ),
});

function factsOf(
  { totals }: WorkerMetrics,
  isComplete: boolean,
  t: SectionTranslate<typeof workersTexts>,
): Fact[] {
  // No row is not zero: Cloudflare says nothing of a Worker without invocations.
  const absent = isComplete
    ? t('sections.workers.metrics.noData')
    : t('absent.notKnown');
  const fact = (label: string, value: string | undefined) => ({
    label,
    value,
    absent,
  });
  const inMs = (ms: number | undefined) =>
    ms === undefined ? undefined : quantityText(ms, 'milliseconds');
  return [
    fact(
      t('sections.workers.metrics.requests'),
      totals && quantityText(totals.requests, 'count'),
    ),
    fact(t('sections.workers.metrics.errors'), totals && errorsText(totals, t)),
    fact(
      t('sections.workers.metrics.subrequests'),
      totals && quantityText(totals.subrequests, 'count'),
    ),
    fact(t('sections.workers.metrics.cpuTimeP50'), inMs(totals?.cpuTimeP50Ms)),
    fact(t('sections.workers.metrics.cpuTimeP99'), inMs(totals?.cpuTimeP99Ms)),
  ];
}

function errorsText(
  { errors, requests }: { errors: number; requests: number },
  t: SectionTranslate<typeof workersTexts>,
): string {
  const count = quantityText(errors, 'count');
  return requests > 0
    ? t('sections.workers.metrics.errorShare', {
        errors: count,
        share: quantityText(errors / requests, 'ratio'),
      })
    : count;
}

function charts(t: SectionTranslate<typeof workersTexts>): SeriesChart[] {
  return [
    {
      id: 'requests',
      title: t('sections.workers.metrics.invocations'),
      shape: 'amounts',
      series: [
        {
          id: 'requests',
          label: t('sections.workers.metrics.requests'),
          tone: 'info',
        },
        {
          id: 'errors',
          label: t('sections.workers.metrics.errors'),
          tone: 'danger',
        },
      ],
    },
    {
      id: 'cpu-time',
      title: t('sections.workers.metrics.cpuTime'),
      shape: 'levels',
      series: [
        {
          id: 'cpuTimeP50',
          label: t('sections.workers.metrics.cpuTimeP50'),
          tone: 'info',
        },
        {
          id: 'cpuTimeP99',
          label: t('sections.workers.metrics.cpuTimeP99'),
          tone: 'warning',
        },
      ],
    },
  ];
}
