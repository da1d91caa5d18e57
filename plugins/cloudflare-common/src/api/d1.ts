import { MetricSeries } from './metrics';

/**
 * A D1 database.
 *
 * @public
 */
export interface D1Database {
  uuid: string;
  name: string;
  createdAt?: string;
  /** Where Cloudflare keeps the data, such as `eu`; absent: not restricted. */
  jurisdiction?: string;
  /** Of the storage: `production`, or an old `alpha` or `beta`. */
  storageVersion?: string;
}

/**
 * What is told of one D1 database. Cloudflare does not tell when one was last
 * changed; the last write that was observed is the nearest to it.
 *
 * @public
 */
export interface D1Metadata extends D1Database {
  /** Absent where Cloudflare does not tell it, as of old storage. */
  sizeBytes?: number;
  /** Absent where Cloudflare does not tell it, as of old storage. */
  tables?: number;
  /** Of the primary, such as `WEUR`. */
  region?: string;
  /** `auto` or `disabled`; others may come. */
  readReplication?: string;
  /**
   * The newest day in UTC (`YYYY-MM-DD`) on which Cloudflare's analytics know
   * of a write. Null: of none in the days that they tell of. Absent: they could
   * not be read; `meta.problems` says why.
   */
  lastObservedWrite?: string | null;
  /** The days that analytics tell of, today included. */
  observedDays: number;
  /**
   * The last 24 hours: `readQueries`, `writeQueries`, `rowsRead` and
   * `rowsWritten`. Absent when it could not be read.
   */
  activity?: MetricSeries;
}
