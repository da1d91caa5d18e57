/**
 * A resource that writes to a dataset.
 *
 * @public
 */
export interface AnalyticsDatasetWriter {
  product: 'workers' | 'pages';
  /** Name of the Worker or of the Pages project. */
  name: string;
  /** Of its entity. */
  entityRef: string;
}

/**
 * A dataset of Analytics Engine.
 *
 * @public
 */
export interface AnalyticsDataset {
  name: string;
  /**
   * `bindings`: Workers or Pages projects are bound to it, as the catalog knows.
   * `data`: it holds data. A dataset that is only bound was never written to,
   * unless `meta.problems` say that the data could not be read.
   */
  knownFrom: ('bindings' | 'data')[];
  /** As far as the catalog knows and the caller may see. */
  writers: AnalyticsDatasetWriter[];
  /** It holds data, and the configuration lets it be queried. */
  queryable: boolean;
}

/**
 * The body of a query of a dataset.
 *
 * @public
 */
export interface AnalyticsQuery {
  /** One SELECT from the dataset, in Cloudflare's SQL. */
  query: string;
}

/**
 * The answer to a query of a dataset.
 *
 * @public
 */
export interface AnalyticsQueryResult {
  /** With their types as Cloudflare calls them, such as `UInt64` or `DateTime`. */
  columns: { name: string; type: string }[];
  /** Values as text, in the order of the columns; `null` where there is none. */
  rows: (string | null)[][];
  /** The query that was sent: printed anew, within a range and a limit. */
  sql: string;
  /** The range of time that it reads; without `to` it reads up to now. */
  range: { from: string; to?: string };
  /** The largest number of rows. */
  limit: number;
  /** Whether something was added that the query did not say. */
  changed: boolean;
  /** What was added. */
  added: ('range' | 'limit')[];
}

/**
 * The body's `error` when a query is refused, with status 400.
 *
 * @public
 */
export interface AnalyticsQueryRefusal {
  message: string;
  /** What kind of thing is refused, such as `function` or `time-range`. */
  reason: string;
  /** Where in the query, in UTF-16 units from 0. */
  position: number;
  /** What stands there; never the content of a string. */
  token: string;
}
