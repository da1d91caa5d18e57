import type { SimulatedResource } from '../SimulatedProduct';

/** A key with its value; bytes that are no text are binary. */
export interface KvKey {
  name: string;
  value: string | Buffer;
  /** Seconds since the epoch. */
  expiration?: number;
  metadata?: unknown;
}

/** A namespace of keys; its name is the title. */
export interface KvNamespace extends SimulatedResource {
  jurisdiction?: string;
  /** In the order in which the API lists them. */
  keys: KvKey[];
  /** What the last daily count found; none was taken when absent. */
  counted?: { keys: number; bytes: number };
  /** Reads in its busiest hour. */
  hourlyReads: number;
}
