/**
 * Where a piece of provenance was found, best first.
 *
 * - `builds`: Workers Builds, Cloudflare's own CI
 * - `annotation`: the annotations `workers/commit_sha`, `workers/repository_url`, `workers/pull_request_url`
 * - `manifest`: a build manifest that CI handed in
 * - `tag`: the annotation `workers/tag`
 * - `version-message`, `deployment-message`: a `cf-prov:v1` trailer in
 *   `workers/message`, or where there is none, the link to a CI run in it
 * - `pages`: the trigger metadata of a Pages deployment
 * - `pages-message`: the same in a Pages commit message
 * - `catalog`: a summary of all of these, in which they are not told apart
 *
 * @public
 */
export type ProvenanceSource =
  | 'builds'
  | 'annotation'
  | 'manifest'
  | 'tag'
  | 'version-message'
  | 'deployment-message'
  | 'pages'
  | 'pages-message'
  | 'catalog';

/**
 * What can be known of where something came from.
 *
 * @public
 */
export interface ProvenanceFields {
  /** 40 or 64 lower-case hex digits; 7 to 39 when abbreviated. */
  commitSha?: string;
  /** URL of the CI run: https, no user info, query or fragment. */
  ciRunUrl?: string;
  /** Cleaned like the URL of the CI run. Any host: to show as text. */
  repositoryUrl?: string;
  /** Branch or tag. */
  ref?: string;
  /** Number, or cleaned https URL on any host. */
  pullRequest?: string;
  /** A login, never an e-mail address. */
  actor?: string;
  /** Number of the attempt at the CI run. */
  attempt?: string;
}

/**
 * Two sources that disagree on a field.
 *
 * @public
 */
export interface ProvenanceConflict {
  field: keyof ProvenanceFields;
  values: { source: ProvenanceSource; value: string }[];
}

/**
 * How much is known, see {@link Provenance}.
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
 * Where a version or a deployment came from, with the source of every field.
 *
 * @public
 */
export interface Provenance extends ProvenanceFields {
  /**
   * `complete`: full commit and CI run (URL on an allowed host, or a Workers
   * Builds run). `partial`: only some of that. `none`: read, and nothing found.
   * `conflict`: sources disagree. `unknown`: not read.
   */
  state: ProvenanceState;
  /** True when `commitSha` is abbreviated. */
  shortCommit?: boolean;
  /** Only when the repository is on an allowed host. */
  commitUrl?: string;
  /** A CI run URL outside of the allowed hosts: to show as text, never as a link. */
  ciRunText?: string;
  /** Id of the Workers Builds run. */
  buildId?: string;
  /** The deployed tree had changes that are not in the commit. Absent: not told. */
  commitDirty?: boolean;
  /** `ciRunUrl` names the source of the CI run also where that is a text or a Workers Builds run. */
  sources: Partial<Record<keyof ProvenanceFields, ProvenanceSource>>;
  conflicts: ProvenanceConflict[];
  /** Taken over from an earlier version, since only a secret or a setting changed. */
  inherited: boolean;
}

/**
 * A version of a Worker, as far as provenance looks at it.
 *
 * @public
 */
export interface VersionEvidence {
  id: string;
  number?: number;
  /** Hash of the script's content, where it is known. */
  scriptEtag?: string;
  /** All annotations, by their full names such as `workers/tag`. */
  annotations?: Record<string, string>;
  /** The Workers Builds run that made the version. */
  build?: BuildEvidence;
  /** What CI handed in under the id of the version. */
  manifest?: ProvenanceFields;
}

/**
 * A run of Workers Builds.
 *
 * @public
 */
export interface BuildEvidence {
  id: string;
  commitHash?: string;
  branch?: string;
  repositoryUrl?: string;
  pullRequestUrl?: string;
}

/**
 * A deployment of a Worker, as far as provenance looks at it.
 *
 * @public
 */
export interface DeploymentEvidence {
  annotations?: Record<string, string>;
  /** What CI handed in under the id of the deployment. */
  manifest?: ProvenanceFields;
  /** Versions with their share of the traffic; `version` is absent when it could not be read. */
  versions: { id: string; percentage: number; version?: VersionEvidence }[];
}

/**
 * A deployment of a Pages project, as far as provenance looks at it.
 *
 * @public
 */
export interface PagesEvidence {
  commitHash?: string;
  branch?: string;
  commitMessage?: string;
  commitDirty?: boolean;
  /** Of the project's Git source, as `https://host/owner/repo`. */
  repositoryUrl?: string;
  /** What CI handed in under the id of the deployment. */
  manifest?: ProvenanceFields;
}

/**
 * Settings of the reading side.
 *
 * @public
 */
export interface ProvenanceOptions {
  /** Hosts whose CI run URLs may become links. `*.example.com` covers subdomains. */
  ciHosts: readonly string[];
  /** What the URLs of tickets begin with, such as `https://acme.atlassian.net/browse/`. */
  ticketUrls?: readonly string[];
}
