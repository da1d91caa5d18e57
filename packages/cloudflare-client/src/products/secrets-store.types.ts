import type { Listing, ReadOptions } from '../reading';

/**
 * A store of secrets. Cloudflare gives an account one of them, as of now.
 *
 * @public
 */
export interface CfSecretsStore {
  id: string;
  name: string;
  createdAt?: string;
  modifiedAt?: string;
}

/**
 * A secret without its value, which no call gives, and without its comment,
 * in which people write whatever they like.
 *
 * @public
 */
export interface CfSecret {
  id: string;
  /** Can tell what it opens. */
  name: string;
  /** `pending`, `active` or `deleted`; others may come. */
  status?: string;
  /** The products that may use it, such as `workers` or `ai_gateway`. */
  scopes: string[];
  createdAt?: string;
  modifiedAt?: string;
}

/**
 * How many secrets the account may have, over all its stores.
 *
 * @public
 */
export interface CfSecretsQuota {
  limit: number;
  used: number;
}

/**
 * Reads Secrets Store. There is no way to read a value.
 *
 * @public
 */
export interface SecretsStoreArea {
  list(options?: ReadOptions): Promise<Listing<CfSecretsStore>>;
  /** With those that are deleted, as their status says. */
  secrets(storeId: string, options?: ReadOptions): Promise<Listing<CfSecret>>;
  quota(options?: ReadOptions): Promise<CfSecretsQuota>;
}
