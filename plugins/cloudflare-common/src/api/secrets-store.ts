/**
 * A store of secrets.
 *
 * @public
 */
export interface SecretsStore {
  id: string;
  name: string;
  createdAt?: string;
  modifiedAt?: string;
}

/**
 * A secret without its value and its comment, which are never told.
 *
 * @public
 */
export interface StoredSecret {
  id: string;
  /** Masked without the permission `cloudflare.read.sensitive`. */
  name?: string;
  /** `active`, `pending` or `deleted`; others may come. */
  status?: string;
  /** The products that may use it, such as `workers`; empty: none. */
  scopes: string[];
  createdAt?: string;
  modifiedAt?: string;
}

/**
 * How many secrets a store holds.
 *
 * @public
 */
export interface SecretCounts {
  /** Without those that are deleted. */
  total: number;
  /** Of all, also those that are deleted. */
  byStatus: { status: string; count: number }[];
  /** Without those that are deleted; a secret with several scopes counts in each. */
  byScope: { scope: string; count: number }[];
  /** Without those that are deleted: nothing may use them. */
  withoutScope: number;
}

/**
 * What is known of a store without a value. Cloudflare knows no types of
 * secrets: they are counted by scope and by status.
 *
 * @public
 */
export interface SecretsStoreMetadata extends SecretsStore {
  /** Absent when not all secrets could be read; `meta.problems` says why. */
  counts?: SecretCounts;
  secrets: StoredSecret[];
  /** Of the account, over all stores; absent when it could not be read. */
  quota?: { limit: number; used: number };
}
