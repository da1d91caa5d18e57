import type { SimulatedResource } from '../SimulatedProduct';

/** A rule as the API gives it. */
export type Rule = { id: string; enabled: boolean } & Record<string, unknown>;

/** A bucket; its id is the name, with the jurisdiction before it unless it is in the default one. */
export interface Bucket extends SimulatedResource {
  jurisdiction: string;
  createdOn: string;
  /** What else the list tells; some items lack all of it. */
  listing: {
    location?: string;
    storage_class?: string;
    jurisdiction?: string;
  };
  /** Absent: the API answers `{}`. */
  lifecycle?: readonly Rule[];
  locks: readonly Rule[];
  /** Whether everyone can read it at its `r2.dev` hostname. */
  isManagedDomainEnabled: boolean;
  customDomains: { domain: string; enabled: boolean }[];
  stored?: { objects: number; bytes: number };
  /** Reads in its busiest hour. */
  hourlyReads: number;
}

/** What identifies a bucket within the account. */
export const bucketId = (name: string, jurisdiction: string) =>
  jurisdiction === 'default' ? name : `${jurisdiction}:${name}`;
