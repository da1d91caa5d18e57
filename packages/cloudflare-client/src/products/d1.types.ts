import type { Listing, ReadOptions } from '../reading';

/**
 * A D1 database, as the listing tells it.
 *
 * @public
 */
export interface CfD1Db {
  /** UUID. */
  id: string;
  name: string;
  createdAt?: string;
  /** Of the storage: `production`, or an old `alpha` or `beta`. */
  version?: string;
  /** Where Cloudflare keeps the data, such as `eu`; absent: not restricted. */
  jurisdiction?: string;
}

/**
 * What only the reading of a single D1 database tells of it.
 *
 * @public
 */
export interface CfD1Detail extends CfD1Db {
  sizeBytes?: number;
  tables?: number;
  /** Of the primary, such as `WEUR`. */
  region?: string;
  /** `auto` or `disabled`; words that are not known yet are kept. */
  readReplication?: string;
}

/**
 * Reads D1. It never sends a query: what is in a database is not read.
 *
 * @public
 */
export interface D1Area {
  list(options?: ReadOptions): Promise<Listing<CfD1Db>>;
  get(databaseId: string, options?: ReadOptions): Promise<CfD1Detail>;
}
