import type { Instant } from './AccountClock';

/**
 * A binding of a Worker as the API gives it.
 *
 * @public
 */
export type Binding = { type: string; name: string } & Record<string, unknown>;

/** An immutable version of a Worker. */
export interface WorkerVersion {
  id: string;
  number: number;
  createdOn: string;
  source: string;
  authorEmail: string;
  annotations: Record<string, string>;
  bindings: readonly Binding[];
  /** Hash of the script's content. */
  etag: string;
}

export interface WorkerDeployment {
  id: string;
  createdOn: string;
  source: string;
  authorEmail?: string;
  annotations?: Record<string, string>;
  versions: { version_id: string; percentage: number }[];
}

export interface WorkerDomain {
  id: string;
  hostname: string;
  zoneName: string;
  certificateId: string;
}

export interface Worker {
  name: string;
  /** Immutable id. */
  tag: string;
  tags: string[] | null;
  createdOn: string;
  modifiedOn: string;
  lastDeployedFrom: string;
  handlers: string[];
  /** The scripts list gives next to nothing of this one. */
  sparse: boolean;
  /** Further fields of the scripts list. */
  listing: Record<string, unknown>;
  workersDev: boolean;
  crons: { cron: string; createdOn: string; modifiedOn: string }[];
  domains: WorkerDomain[];
  /** Newest first. */
  versions: WorkerVersion[];
  /** Newest first; the first one is active. */
  deployments: WorkerDeployment[];
}

/** A run of Workers Builds as the API gives it. */
export type Build = Record<string, unknown> & { build_uuid: string };

/**
 * What a new version of a Worker is. What is absent is filled in.
 *
 * @public
 */
export interface VersionChange {
  id?: string;
  /** Running number; the next one unless told. */
  number?: number;
  at?: Instant;
  /** Annotation `workers/tag`. */
  tag?: string;
  /** Annotation `workers/message`. */
  message?: string;
  /** Further annotations by their full names. */
  annotations?: Record<string, string>;
  /** The bindings of the version before unless told. */
  bindings?: readonly Binding[];
  /** Hash of the script; a new one unless told. */
  etag?: string;
  source?: string;
  authorEmail?: string;
  /** Annotation `workers/triggered_by`; `version_upload` unless told. */
  triggeredBy?: string;
  /** The version was made by Workers Builds, from this commit and branch. */
  build?: { commitHash: string; branch?: string };
}

/**
 * What a deployment of a Worker is. Without `versions` a new version is
 * uploaded and takes all traffic, as `wrangler deploy` does.
 *
 * @public
 */
export interface DeploymentChange {
  id?: string;
  at?: Instant;
  versions?: readonly { id: string; percentage: number }[];
  /** Of the version that is uploaded when `versions` is absent. */
  version?: VersionChange;
  /** Annotation `workers/message` of the deployment. */
  message?: string;
  /** Annotation `workers/triggered_by`; `deployment` unless told. */
  triggeredBy?: string;
  source?: string;
  authorEmail?: string;
}

/**
 * A Worker to add. It is deployed at once unless told otherwise.
 *
 * @public
 */
export interface WorkerChange {
  at?: Instant;
  /** Immutable id. */
  tag?: string;
  tags?: readonly string[] | null;
  handlers?: readonly string[];
  crons?: readonly string[];
  /** Host names of the zone `acme.example` or of one that was added. */
  domains?: readonly string[];
  workersDev?: boolean;
  /** The first version; the Worker has none when `false`. */
  version?: VersionChange | false;
  /** Whether the first version is deployed. Default true. */
  deployed?: boolean;
  /** Of the first version. */
  bindings?: readonly Binding[];
}
