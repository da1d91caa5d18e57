/**
 * How much is known of where a deployment came from.
 *
 * - `complete`: every version that serves traffic has a full commit SHA and a CI run URL
 * - `partial`: something of that is missing
 * - `none`: nothing is known
 * - `conflict`: two sources disagree
 * - `unknown`: not read yet, or it could not be read
 *
 * @public
 */
export type ProvenanceState =
  | 'complete'
  | 'partial'
  | 'none'
  | 'conflict'
  | 'unknown';

/**
 * Where a version or a deployment came from.
 *
 * @public
 */
export interface ProvenanceSummary {
  state: ProvenanceState;
  /** Full (40 or 64 hex digits) or short commit SHA. */
  commitSha?: string;
  /** True when `commitSha` is abbreviated. */
  shortCommit?: boolean;
  commitUrl?: string;
  /** Set only for https URLs on an allowed CI host. */
  ciRunUrl?: string;
  /** A CI run as its source names it, where it is not a link that may be followed. */
  ciRunText?: string;
  repositoryUrl?: string;
  ref?: string;
  pullRequest?: string;
  /** A login, never an e-mail address. */
  actor?: string;
  /** Which source gave which field. */
  sources: Partial<Record<'commitSha' | 'ciRunUrl', string>>;
  /** Taken over from the version before, since only a secret or a setting changed. */
  inherited?: boolean;
  /** The fields on which sources disagree, with what each says. */
  conflicts?: { field: string; values: { source: string; value: string }[] }[];
}

/**
 * A version's part in a deployment of a Worker.
 *
 * @public
 */
export interface WorkerDeploymentVersion {
  id: string;
  /** Share of the traffic, 0 to 100. */
  percentage: number;
  /** Running number of the version; absent when the version could not be read. */
  number?: number;
  createdAt?: string;
  /** What caused the version: `upload`, `secret`, `rollback`, … */
  triggeredBy?: string;
  provenance: ProvenanceSummary;
}

/**
 * A deployment of a Worker.
 *
 * @public
 */
export interface WorkerDeployment {
  id: string;
  createdAt: string;
  /** By the `cloudflare.environments` rules; absent where none applies. */
  env?: string;
  /** `active` serves all traffic, `gradual` shares it between versions. */
  status: 'active' | 'gradual' | 'superseded';
  /** Id of the version with the highest share. */
  version?: string;
  versions: WorkerDeploymentVersion[];
  commitSha?: string;
  ciRunUrl?: string;
  /** The tool that deployed: `wrangler`, `dash`, `api`, … */
  source?: string;
  triggeredBy?: string;
  rollback: boolean;
  message?: string;
  /** E-mail address, or its pseudonym. Personal. */
  author?: string;
  provenance: ProvenanceSummary;
}

/**
 * A deployment of a Pages project.
 *
 * @public
 */
export interface PagesDeployment {
  id: string;
  createdAt: string;
  env: 'production' | 'preview' | string;
  /**
   * `active` is the deployment that serves the project's production URL, and
   * `superseded` one that a later choice took that place from. A preview never
   * had it: `live` is one that is on line at a URL of its own.
   */
  status:
    | 'active'
    | 'live'
    | 'superseded'
    | 'running'
    | 'failed'
    | 'canceled'
    | 'skipped'
    | 'unknown';
  /** The stage that the deployment is in or ended in. */
  stage?: string;
  branch?: string;
  commitSha?: string;
  commitMessage?: string;
  commitDirty?: boolean;
  ciRunUrl?: string;
  trigger?: string;
  url?: string;
  provenance: ProvenanceSummary;
}

/**
 * How a Worker is reached and started.
 *
 * @public
 */
export interface WorkerTriggers {
  workersDevUrl?: string;
  customDomains: { hostname: string; zoneName?: string; url: string }[];
  /** Absent when the token cannot read zones; `meta.problems` says so. */
  routes?: { pattern: string; zoneName: string }[];
  crons: { cron: string; createdAt?: string; modifiedAt?: string }[];
}

/**
 * A production deployment anywhere in the account.
 *
 * @public
 */
export interface ProductionDeployment {
  /** Entity ref of the deployed Resource. */
  entityRef: string;
  account: string;
  product: string;
  name: string;
  env: string;
  /** Absent while the resource's deployments are not read yet. */
  deployedAt?: string;
  version?: string;
  provenance: ProvenanceSummary;
  /** Entity refs of the Components that depend on the resource. */
  components: string[];
  owner?: string;
  dashboardUrl?: string;
}

/**
 * How many production deployments there are, by how much is known of where
 * they came from.
 *
 * @public
 */
export interface ProvenanceCounts {
  total: number;
  states: Record<ProvenanceState, number>;
}
