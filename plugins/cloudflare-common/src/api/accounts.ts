import { CloudflareProblem } from '../problems';
import { ProductId } from '../products';

/**
 * A configured account and the token it is read with.
 *
 * @public
 */
export interface AccountStatus {
  key: string;
  accountId: string;
  /** Name of the account; absent when the token may not read it. */
  name?: string;
  entityRef: string;
  dashboardUrl: string;
  token: {
    status: 'active' | 'disabled' | 'expired' | 'unknown' | string;
    /** Absent: never expires, if `status` is known. */
    expiresAt?: string;
    /** Which kind of token verified. */
    owner?: 'account' | 'user';
    problem?: CloudflareProblem;
  };
  /** Use of the API's rate limit in the current window. */
  budget: {
    /** Requests that the plugin allows itself in a window. */
    limit: number;
    used: number;
    windowSeconds: number;
    /** Set while Cloudflare refuses every call. */
    lockedOutUntil?: string;
  };
}

/**
 * How a product of an account can be read.
 *
 * @public
 */
export interface ProductStatus {
  account: string;
  product: ProductId;
  title: string;
  /** `unknown` until the first sync has tried. */
  state: 'available' | 'degraded' | 'not-imported' | 'unknown';
  /** Resources in the catalog; absent when never read completely. */
  resources?: number;
  lastCompleteSync?: string;
  problem?: CloudflareProblem;
}

/**
 * Whether the API token has a permission group, as a read that takes it told.
 *
 * - `granted`: the read succeeded
 * - `missing`: Cloudflare refused it
 * - `not-entitled`: the account does not have the product
 * - `unknown`: the read failed for another reason
 *
 * @public
 */
export type TokenPermissionState =
  | 'granted'
  | 'missing'
  | 'not-entitled'
  | 'unknown';

/**
 * A permission group that a product takes, and whether the token has it.
 *
 * @public
 */
export interface TokenPermissionStatus {
  account: string;
  product: ProductId;
  /** Cloudflare's name of the permission group. */
  permission: string;
  state: TokenPermissionState;
  /** Why it is not `granted`. */
  problem?: CloudflareProblem;
}

/**
 * What one product's part of a sync did.
 *
 * @public
 */
export interface SyncProductReport {
  product: ProductId | 'account';
  /** Resources that the listing gave. */
  listed: number;
  complete: boolean;
  added: number;
  changed: number;
  removed: number;
  /** Removals held back until further runs agree. */
  held: number;
  /** Details that were read in this run. */
  detailsRead: number;
  /** Details that are still to be read. */
  detailsPending: number;
  /** Names that had to be told apart. */
  renamed?: { name: string; entityName: string }[];
  /**
   * Owners and systems that Cloudflare tags name, and that are no entities of
   * the catalog: the defaults are used in their place.
   */
  unknownOwners?: string[];
  problems: CloudflareProblem[];
}

/**
 * A run of an account's sync.
 *
 * @public
 */
export interface SyncRun {
  account: string;
  /** Running number of the account's syncs. */
  run: number;
  startedAt: string;
  /** Absent while the run is under way, or when it was cut off. */
  finishedAt?: string;
  outcome: 'running' | 'succeeded' | 'partial' | 'failed';
  /** Upstream requests that the run made. */
  requests?: number;
  products: SyncProductReport[];
}
