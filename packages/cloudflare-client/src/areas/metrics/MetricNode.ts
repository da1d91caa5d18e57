import type { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { z } from 'zod';

/**
 * What one dataset told. Without rows there was no activity that it knows of,
 * which is not zero.
 *
 * @public
 */
export interface MetricRows<Row> {
  rows: Row[];
  /** True only when all rows of the window were read and made sense. */
  complete: boolean;
  /** Why it is not complete. */
  problem?: CloudflareProblem;
}

/** A dataset of the GraphQL Analytics API and what we read of it. */
export interface MetricNode<Row> {
  /** Its field below `accounts`. */
  dataset: string;
  /** What is selected of a row, with the dimensions that make the rows. */
  select: string;
  /**
   * The step of time that rows are grouped by; `total` when a row tells of the
   * whole window, which then cannot be read in parts.
   */
  step: 'hour' | 'day' | 'total';
  /** Days that are read, today included, whatever window is asked for. */
  lookBackDays?: number;
  row: z.ZodType<Row>;
}

/** The nodes that a product's metrics are read from. */
export type MetricNodes<Metrics> = {
  [Key in keyof Metrics]: Metrics[Key] extends MetricRows<infer Row>
    ? MetricNode<Row>
    : never;
};
