import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';

/** What a class of data demands of where it is kept. */
export interface DataClassDemands {
  /** Longest time that objects may be kept, in days. */
  maxRetentionDays?: number;
  /** Shortest time for which objects must not be deleted, in days. */
  minLockDays?: number;
  /** Where the data has to be, such as `eu`. */
  jurisdiction?: string;
}

/** `cloudflare.scorecards`, as it is configured. */
export interface ScorecardsConfig {
  /** Of all checks, by their ids and the names of the thresholds. */
  thresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** When everything is evaluated; hourly by default. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Days for which history is kept; 180 by default. */
  historyDays: number;
  /** Tells owners of new fails; true by default. */
  notifications: boolean;
  /** Path of the reviewed file. */
  exemptionsFile?: string;
  /** By index: which embedding model writes to it, and how long its vectors are. */
  embeddingModels: readonly {
    /** Glob over names of Vectorize indexes. */
    index: string;
    model: string;
    dimensions: number;
  }[];
  /** AI providers that may be used; absent: no list was given. */
  approvedProviders?: readonly string[];
  /** By class of data. */
  dataClasses: Readonly<Record<string, DataClassDemands>>;
  /** Classes that are regulated (`cloudflare.dataClasses.regulated`). */
  regulated: readonly string[];
  /** Contexts of the audit log in which a deployment is made by CI, such as `api_token`. */
  deploymentContexts: readonly string[];
  /** Permission groups that no token should have on all resources. */
  broadPermissionGroups: readonly string[];
}
