import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Size of a D1 database on a day, at most.
 *
 * @public
 */
export interface CfD1Storage {
  databaseId: string;
  /** The day in UTC, `YYYY-MM-DD`. */
  date: string;
  bytes?: number;
}

/**
 * Queries of a D1 database.
 *
 * @public
 */
export interface CfD1QueryCounts {
  databaseId: string;
  readQueries: number;
  writeQueries: number;
  rowsRead: number;
  rowsWritten: number;
}

/**
 * Queries of a D1 database in an hour.
 *
 * @public
 */
export interface CfD1Queries extends CfD1QueryCounts {
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
}

/**
 * Queries of a D1 database on a day.
 *
 * @public
 */
export interface CfD1DailyQueries extends CfD1QueryCounts {
  /** The day in UTC, `YYYY-MM-DD`. */
  date: string;
}

/**
 * Metrics of D1.
 *
 * @public
 */
export interface CfD1Metrics {
  /** By database and day, of the last seven days whatever the window. */
  storage: MetricRows<CfD1Storage>;
  /** By database and hour. */
  queries: MetricRows<CfD1Queries>;
  /**
   * By database and day, of the last 31 days whatever the window: the newest
   * day with writes is the last write that was observed.
   */
  dailyQueries: MetricRows<CfD1DailyQueries>;
}

const FIGURES = 'sum { readQueries writeQueries rowsRead rowsWritten }';

const queries = z.object({
  sum: z.object({
    readQueries: z.number(),
    writeQueries: z.number(),
    rowsRead: z.number(),
    rowsWritten: z.number(),
  }),
});

export const d1Metrics: MetricNodes<CfD1Metrics> = {
  storage: {
    dataset: 'd1StorageAdaptiveGroups',
    select: 'max { databaseSizeBytes } dimensions { databaseId date }',
    step: 'day',
    lookBackDays: 7,
    row: z
      .object({
        max: z.object({ databaseSizeBytes: maybe(z.number()) }),
        dimensions: z.object({ databaseId: z.string(), date: timestamp }),
      })
      .transform(({ max, dimensions }) => ({
        ...dimensions,
        bytes: max.databaseSizeBytes,
      })),
  },
  queries: {
    dataset: 'd1AnalyticsAdaptiveGroups',
    select: `${FIGURES} dimensions { databaseId datetimeHour }`,
    step: 'hour',
    row: queries
      .extend({
        dimensions: z.object({
          databaseId: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ sum, dimensions: { databaseId, datetimeHour } }) => ({
        databaseId,
        hour: datetimeHour,
        ...sum,
      })),
  },
  dailyQueries: {
    dataset: 'd1AnalyticsAdaptiveGroups',
    select: `${FIGURES} dimensions { databaseId date }`,
    step: 'day',
    lookBackDays: 31,
    row: queries
      .extend({
        dimensions: z.object({ databaseId: z.string(), date: timestamp }),
      })
      .transform(({ sum, dimensions }) => ({ ...dimensions, ...sum })),
  },
};
