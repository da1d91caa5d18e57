import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

/**
 * A KV namespace. Cloudflare tells neither when it was made nor how many keys
 * it has.
 *
 * @public
 */
export interface CfKvNamespace {
  /** 32 hex digits. */
  id: string;
  /** Free text, unique in the account: slashes, spaces and emoji occur. */
  title: string;
  /** Where the data is kept, such as `eu`. Absent: not restricted. */
  jurisdiction?: string;
}

/**
 * A key of a KV namespace.
 *
 * @public
 */
export interface CfKvKey {
  /** Up to 512 bytes of any UTF-8. Can hold personal data. */
  name: string;
  /** RFC 3339. Absent: the key does not expire. */
  expiresAt?: string;
  /** Whether the key has metadata, which can be anything and is not kept. */
  hasMetadata: boolean;
}

/**
 * The value of a key, as text.
 *
 * @public
 */
export interface CfKvValue {
  key: string;
  /**
   * Absent: the key is gone. Bytes that are no UTF-8 come as U+FFFD, so that a
   * binary value cannot be had.
   */
  value?: string;
}

/**
 * Reads KV.
 *
 * @public
 */
export interface KvArea {
  list(options?: ReadOptions): Promise<Listing<CfKvNamespace>>;
  /** One page of 10 to 1000 keys, which can be empty although more follow. */
  keys(namespaceId: string, options?: PageOptions): Promise<Page<CfKvKey>>;
  /** In one request; at most 100 keys. */
  values(
    namespaceId: string,
    keys: readonly string[],
    options?: ReadOptions,
  ): Promise<CfKvValue[]>;
}
