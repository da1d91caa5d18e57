import type { Listing, Page, PageOptions, ReadOptions } from '../reading';
import type { CfBinding, CfSecretCounts } from './bindings.types';

/**
 * A Worker script of the account.
 *
 * @public
 */
export interface CfWorker {
  /** Immutable tag of the script; the name where the API does not give it. */
  id: string;
  /** Script name. */
  name: string;
  createdAt?: string;
  /** Moves with uploads and settings. */
  modifiedAt?: string;
  /** Absent: never deployed, or not told. */
  deployedAt?: string;
  /** Hash of the script's content. */
  etag?: string;
  /** Cloudflare tags, `key:value` or bare. */
  tags: string[];
  handlers: string[];
  compatibilityDate?: string;
  usageModel?: string;
  lastDeployedFrom?: string;
  workersDevUrl?: string;
  customDomains: CfWorkerDomain[];
}

/**
 * A custom domain of a Worker.
 *
 * @public
 */
export interface CfWorkerDomain {
  hostname: string;
  zoneId?: string;
  zoneName?: string;
  /** Script that answers on the domain. */
  service?: string;
  environment?: string;
}

/**
 * A deployment: which versions serve a Worker's traffic.
 *
 * @public
 */
export interface CfWorkerDeployment {
  id: string;
  createdAt: string;
  source?: string;
  strategy?: string;
  /** By share, largest first. */
  versions: { id: string; percentage: number }[];
  annotations: Record<string, string>;
  /** Personal. */
  authorEmail?: string;
}

/**
 * An immutable version of a Worker.
 *
 * @public
 */
export interface CfWorkerVersion {
  id: string;
  number?: number;
  createdAt?: string;
  source?: string;
  annotations: Record<string, string>;
  /** Personal. */
  authorEmail?: string;
  bindings: CfBinding[];
  secrets: CfSecretCounts;
}

/**
 * A cron trigger of a Worker.
 *
 * @public
 */
export interface CfCronTrigger {
  cron: string;
  createdAt?: string;
  modifiedAt?: string;
}

/**
 * A route of a zone that runs a Worker.
 *
 * @public
 */
export interface CfWorkerRoute {
  id: string;
  pattern: string;
  zoneId: string;
  zoneName: string;
  /** Absent: the route switches Workers off. */
  script?: string;
}

/**
 * A run of Workers Builds.
 *
 * @public
 */
export interface CfBuild {
  id: string;
  versionId: string;
  status?: string;
  outcome?: string;
  commitHash?: string;
  branch?: string;
  repositoryUrl?: string;
  pullRequestUrl?: string;
}

/**
 * Reads Workers.
 *
 * @public
 */
export interface WorkersArea {
  /**
   * Every Worker: the scripts, joined with the newer list (deployment time,
   * URL) and the custom domains. `complete` is about existence: it is true when
   * the scripts were read. Where the other two could not be read, `problems`
   * says so, and `deployedAt`, `workersDevUrl` or `customDomains` are not known.
   */
  list(options?: ReadOptions): Promise<Listing<CfWorker>>;
  /**
   * Newest first, at most 100 a page; the first item of the first page is the
   * active one.
   */
  deployments(
    script: string,
    options?: PageOptions,
  ): Promise<Page<CfWorkerDeployment>>;
  /** A version is immutable: what was read once can be kept. */
  version(
    script: string,
    versionId: string,
    options?: ReadOptions,
  ): Promise<CfWorkerVersion>;
  crons(script: string, options?: ReadOptions): Promise<CfCronTrigger[]>;
  /** The Worker routes of every zone of the account that the token may read. */
  routes(options?: ReadOptions): Promise<Listing<CfWorkerRoute>>;
  /**
   * Builds by version id, in requests of 20 ids. Empty without `buildsToken`,
   * which must be a user-owned token; versions that were not built by Workers
   * Builds are not in it.
   */
  builds(
    versionIds: readonly string[],
    options?: ReadOptions,
  ): Promise<Map<string, CfBuild>>;
}
