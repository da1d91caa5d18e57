import { CfWorkerInvocations } from '@cloudflare-backstage/cloudflare-client';
import { WorkerMetrics } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { MetricsReading, metricsProblems } from '../../metrics/AccountMetrics';
import {
  Figure,
  metricSeries,
  mostOf,
  seriesOf,
  sumOf,
  toSeries,
} from '../../metrics/toSeries';
import { Reading } from '../../routing/route';

/** What the metrics route of a Worker answers. */
export const workerMetrics = metricSeries.extend({
  totals: z
    .object({
      requests: z.number(),
      errors: z.number(),
      subrequests: z.number(),
      cpuTimeP50Ms: z.number().optional(),
      cpuTimeP99Ms: z.number().optional(),
    })
    .optional(),
}) satisfies z.ZodType<WorkerMetrics>;

const figures: Figure<CfWorkerInvocations>[] = [
  { id: 'requests', unit: 'count', of: sumOf(row => row.requests) },
  { id: 'errors', unit: 'count', of: sumOf(row => row.errors) },
  { id: 'subrequests', unit: 'count', of: sumOf(row => row.subrequests) },
  {
    id: 'cpuTimeP50',
    unit: 'milliseconds',
    of: mostOf(row => row.cpuTimeP50Ms),
  },
  {
    id: 'cpuTimeP99',
    unit: 'milliseconds',
    of: mostOf(row => row.cpuTimeP99Ms),
  },
];

/** Picks what is known of one Worker. */
export function toWorkerMetrics(
  reading: MetricsReading,
  script: string,
): Reading<WorkerMetrics> {
  const { invocations, totals } = reading.metrics.workers;
  const rows = invocations.rows.filter(row => row.script === script);
  return {
    data: {
      ...toSeries(reading.window, seriesOf(rows, figures)),
      totals: totals.rows.find(row => row.script === script),
    },
    problems: metricsProblems(reading, invocations, totals),
  };
}
