import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Invocations of a Worker in a stretch of time.
 *
 * @public
 */
export interface CfWorkerInvocationTotals {
  /** Name of the script. */
  script: string;
  requests: number;
  errors: number;
  /** Requests that the Worker made itself. */
  subrequests: number;
  /** Median CPU time of an invocation, in milliseconds. */
  cpuTimeP50Ms?: number;
  /** 99th percentile of the CPU time of an invocation, in milliseconds. */
  cpuTimeP99Ms?: number;
}

/**
 * Invocations of a Worker in an hour.
 *
 * @public
 */
export interface CfWorkerInvocations extends CfWorkerInvocationTotals {
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
}

/**
 * Metrics of Workers.
 *
 * @public
 */
export interface CfWorkersMetrics {
  /** By Worker and hour. */
  invocations: MetricRows<CfWorkerInvocations>;
  /**
   * By Worker, over the whole window: percentiles of hours cannot be put
   * together.
   */
  totals: MetricRows<CfWorkerInvocationTotals>;
}

const US_PER_MS = 1000;

const invocations = z.object({
  sum: z.object({
    requests: z.number(),
    errors: z.number(),
    subrequests: z.number(),
  }),
  // Cloudflare counts CPU time in microseconds.
  quantiles: maybe(
    z.object({ cpuTimeP50: maybe(z.number()), cpuTimeP99: maybe(z.number()) }),
  ),
});

function toTotals(
  { sum, quantiles }: z.output<typeof invocations>,
  script: string,
): CfWorkerInvocationTotals {
  const inMs = (us: number | undefined) =>
    us === undefined ? undefined : us / US_PER_MS;
  return {
    script,
    ...sum,
    cpuTimeP50Ms: inMs(quantiles?.cpuTimeP50),
    cpuTimeP99Ms: inMs(quantiles?.cpuTimeP99),
  };
}

const FIGURES =
  'sum { requests errors subrequests } quantiles { cpuTimeP50 cpuTimeP99 }';

export const workersMetrics: MetricNodes<CfWorkersMetrics> = {
  invocations: {
    // Unlike the others it does not end in `Groups`.
    dataset: 'workersInvocationsAdaptive',
    select: `${FIGURES} dimensions { scriptName datetimeHour }`,
    step: 'hour',
    row: invocations
      .extend({
        dimensions: z.object({
          scriptName: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(row => ({
        ...toTotals(row, row.dimensions.scriptName),
        hour: row.dimensions.datetimeHour,
      })),
  },
  totals: {
    dataset: 'workersInvocationsAdaptive',
    select: `${FIGURES} dimensions { scriptName }`,
    step: 'total',
    row: invocations
      .extend({ dimensions: z.object({ scriptName: z.string() }) })
      .transform(row => toTotals(row, row.dimensions.scriptName)),
  },
};
