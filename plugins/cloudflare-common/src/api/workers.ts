import { MetricSeries } from './metrics';

/**
 * Invocations of a Worker in a window of time.
 *
 * @public
 */
export interface WorkerInvocationTotals {
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
 * Invocations of a Worker over time: `requests`, `errors`, `subrequests`,
 * `cpuTimeP50` and `cpuTimeP99`.
 *
 * @public
 */
export interface WorkerMetrics extends MetricSeries {
  /**
   * Of the whole window. Absent when Cloudflare knows of no invocation, which
   * is not the same as none, or when it could not be read; `meta.problems` says so.
   */
  totals?: WorkerInvocationTotals;
}
