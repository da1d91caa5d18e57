/**
 * What a value of a series is counted in. A `ratio` is a share of one: 0.25 is
 * shown as 25 %.
 *
 * @public
 */
export type MetricUnit =
  | 'count'
  | 'bytes'
  | 'milliseconds'
  | 'seconds'
  | 'ratio';

/**
 * A value of one step of time. A step without a point is unknown, which is not
 * zero.
 *
 * @public
 */
export interface MetricPoint {
  /** RFC 3339 in UTC: when the step begins. */
  time: string;
  value: number;
}

/**
 * One figure over time, as `operations` of a queue.
 *
 * @public
 */
export interface MetricSeriesItem {
  /** Names the figure within the answer, in camelCase. */
  id: string;
  unit: MetricUnit;
  /** At most one for each step, ascending by time. */
  points: MetricPoint[];
}

/**
 * Figures of a resource over time, in steps of the same length.
 *
 * @public
 */
export interface MetricSeries {
  /** RFC 3339 in UTC: when the first step begins. */
  from: string;
  /** RFC 3339 in UTC: the last step ends at or after it. */
  to: string;
  stepSeconds: number;
  series: MetricSeriesItem[];
}
