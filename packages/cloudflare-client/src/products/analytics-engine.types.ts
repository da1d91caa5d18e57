import type { Listing, ReadOptions } from '../reading';

/**
 * A dataset of Analytics Engine. It begins to exist with the first data point
 * that a Worker writes; what is only bound is not among them.
 *
 * @public
 */
export interface CfAnalyticsEngineDataset {
  /** Upper and lower case differ. */
  name: string;
}

/**
 * A value in the answer to a query. Large whole numbers come as text, since a
 * JSON number would lose digits.
 *
 * @public
 */
export type CfAnalyticsEngineValue =
  | string
  | number
  | boolean
  | null
  | (string | number | boolean | null)[];

/**
 * The answer to a query.
 *
 * @public
 */
export interface CfAnalyticsEngineResult {
  /** With their types as Cloudflare calls them, such as `UInt64`. */
  columns: { name: string; type: string }[];
  /** Values in the order of the columns. */
  rows: CfAnalyticsEngineValue[][];
}

/**
 * Reads Analytics Engine.
 *
 * @public
 */
export interface AnalyticsEngineArea {
  /** The datasets that hold data. */
  datasets(options?: ReadOptions): Promise<Listing<CfAnalyticsEngineDataset>>;
  /**
   * Sends a query.
   *
   * @param sql - one SELECT without FORMAT. It is sent as it is: whoever calls
   *   has parsed it, decided that it may be asked, and printed it anew
   */
  query(sql: string, options?: ReadOptions): Promise<CfAnalyticsEngineResult>;
}
