/**
 * What a KV namespace held on a day, as Cloudflare estimates it.
 *
 * @public
 */
export interface KvStorage {
  keysApprox?: number;
  bytesApprox?: number;
  /** The day in UTC of the count, `YYYY-MM-DD`. */
  countedOn: string;
}

/**
 * A KV namespace.
 *
 * @public
 */
export interface KvNamespace {
  /** 32 hex digits. */
  id: string;
  /** Its name: free text. */
  title: string;
  /** Where the data is kept; absent: not restricted. */
  jurisdiction?: string;
  /** Absent when Cloudflare has counted nothing, or `meta.problems` says why. */
  storage?: KvStorage;
}

/**
 * A key of a KV namespace.
 *
 * @public
 */
export interface KvKey {
  /**
   * Masked unless the caller may see sensitive fields: what looks like a person
   * or a secret becomes `<email:1f0c5d2e>` and the like, the same for the same.
   */
  name: string;
  /** Absent: the key does not expire. */
  expiresAt?: string;
  hasMetadata: boolean;
}

/**
 * What the value of a key is.
 *
 * - `json` and `text`
 * - `large`: more than 4 KiB
 * - `binary`: no text
 * - `gone`: deleted or expired since the key was listed
 * - `unknown`: it could not be read
 *
 * @public
 */
export type KvValueKind =
  | 'json'
  | 'text'
  | 'large'
  | 'binary'
  | 'gone'
  | 'unknown';

/**
 * A key of a sample.
 *
 * @public
 */
export interface KvSampledKey extends KvKey {
  kind: KvValueKind;
  /**
   * Bytes of the value, in UTF-8. Of a binary one they are approximate: what is
   * no text comes replaced.
   */
  size?: number;
  /** Of a value that is not shown: tells whether two are the same, with a key of ours. */
  hash?: string;
  /**
   * The value with its leaves masked, as text. Only for callers who may see KV
   * values, and only of `json` and `text`.
   */
  value?: string;
}

/**
 * Some keys of a namespace, in the order in which Cloudflare lists them.
 *
 * @public
 */
export interface KvSample {
  keys: KvSampledKey[];
  /** How many of the keys expire. */
  withExpiry: number;
  /** Whether the namespace has further keys. */
  more: boolean;
}
