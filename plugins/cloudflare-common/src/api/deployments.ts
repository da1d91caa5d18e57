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
 * Why it is not known whether the audit log holds an event, or whether it holds
 * more than those that were found.
 *
 * - `not-permitted`: the caller lacks `cloudflare.read.account`
 * - `not-deployed`: when something was deployed is not known yet
 * - `recent`: the 24 hours after the deployment have not passed
 * - `too-old`: Cloudflare does not keep the log for that long
 * - `incomplete`: the log has more events than are read
 * - `unavailable`: the log could not be read; `meta.problems` says why
 *
 * @public
 */
export type AuditEventsUnknownReason =
  | 'not-permitted'
  | 'not-deployed'
  | 'recent'
  | 'too-old'
  | 'incomplete'
  | 'unavailable';

/**
 * An event of the account's audit log that may tell of a deployment.
 *
 * @public
 */
export interface DeploymentAuditEvent {
  id: string;
  time: string;
  /** `create`, `update`, … */
  action: string;
  /** `success` or `failure`. */
  result?: string;
  /** E-mail address, or its pseudonym. Personal. */
  actor?: string;
  actorType?: string;
  /** How the actor came in: `api_token`, `dash`, … */
  context?: string;
  tokenName?: string;
  /** Seconds from the deployment to the event; negative when it came before. */
  deltaSeconds: number;
  rayId?: string;
}

/**
 * The events of the account's audit log that are about the deployed resource,
 * from 24 hours before a deployment to 24 hours after.
 *
 * @public
 */
export interface DeploymentAuditEvents {
  /** `none` only where the whole time was read. */
  state: 'found' | 'none' | 'unknown';
  /** All candidates, the nearest in time first. */
  events: DeploymentAuditEvent[];
  /** Given wherever the time was not read as a whole. */
  reason?: AuditEventsUnknownReason;
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
  /** Id of the deployment; absent while the resource's deployments are not read yet. */
  deploymentId?: string;
  /** Absent while the resource's deployments are not read yet. */
  deployedAt?: string;
  version?: string;
  provenance: ProvenanceSummary;
  auditEvents: DeploymentAuditEvents;
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
  /** Those with a full commit SHA on which all sources agree. */
  withCommit: number;
  /** Those with a CI run: a URL on an allowed host, or a Workers Builds run. */
  withCiRun: number;
  /** Those with an event in the account's audit log. */
  withAuditEvent: number;
  /** Those of which it is not known whether they have it. */
  unknown: { commit: number; ciRun: number; auditEvent: number };
}

/**
 * What `POST /v1/provenance/manifests` takes: what a CI run says of a
 * deployment that it made.
 *
 * @public
 */
export interface BuildManifestBody {
  /** Key of the account; default: the only one, or `default`. */
  account?: string;
  product: 'workers' | 'pages';
  /** Name of the Worker or of the Pages project. */
  name: string;
  /** Id of the deployment; of a Worker, also the id of the version. */
  deploymentId: string;
  /** 40 or 64 hex digits. */
  commitSha: string;
  /** https, without user info, query and fragment, as all URLs here. */
  ciRunUrl: string;
  repositoryUrl?: string;
  /** Branch or tag. */
  ref?: string;
  /** Number or URL. */
  pullRequest?: string;
  /** A login, never an e-mail address. */
  actor?: string;
  /** Number of the attempt at the CI run. */
  attempt?: string;
  /** SHA-256 of what was deployed: 64 hex digits. */
  artifactSha256?: string;
}

/**
 * A build manifest as it is stored. It is never changed.
 *
 * @public
 */
export interface BuildManifest extends BuildManifestBody {
  account: string;
  receivedAt: string;
}
