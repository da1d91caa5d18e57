import type { SimulatedResource } from '../SimulatedProduct';

/** A job as the API gives it. */
export type Job = { id: string; source: string } & Record<string, unknown>;

/** An AI Search instance; its name is unique in its namespace only. */
export interface Instance extends SimulatedResource {
  namespace: string;
  createdOn: string;
  modifiedOn: string;
  lastActivity: string | null;
  /** The rest of it as the API gives it. */
  config: Record<string, unknown>;
  stats: object;
  /** Newest first. */
  jobs: Job[];
}
