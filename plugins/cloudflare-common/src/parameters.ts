import { ProvenanceState } from './api';

/**
 * `spec.parameters` that every Resource of ours has.
 *
 * @public
 */
export interface CommonParameters {
  /** Cloudflare's id of the account. */
  accountId: string;
  /** Key of the account in the configuration. */
  account: string;
  /** Native id. */
  id: string;
  /** The qualified name. */
  name: string;
  /** By the `cloudflare.environments` rules; absent where none applies. */
  environment?: string;
}

/**
 * What `spec.parameters` tell of a resource that can be deployed. Neither is
 * set while its deployments are not read yet.
 *
 * @public
 */
export interface DeploymentParameters {
  /** The deployment that serves traffic. */
  lastDeployment?: LastDeployment;
  /** Its deployments were read, and none serves traffic. */
  notDeployed?: true;
}

/**
 * The deployment that serves traffic, as entities tell it. Absent fields were
 * not given.
 *
 * @public
 */
export interface LastDeployment {
  /** Id of the deployment. */
  id: string;
  /** Id of the version with the highest share. */
  version?: string;
  /** Several versions share the traffic. Absent: one has all of it. */
  gradual?: true;
  /** RFC 3339. */
  deployedAt: string;
  /** Full or abbreviated commit SHA. */
  commitSha?: string;
  /** Set only for https URLs on an allowed host. */
  commitUrl?: string;
  /** Set only for https URLs on an allowed CI host. */
  ciRunUrl?: string;
  /** A run of Workers Builds, which has no URL. Never words of whoever deployed. */
  ciRunText?: string;
  /** Made from files that were not committed; absent: not told. */
  commitDirty?: boolean;
  /**
   * What made what serves, in Cloudflare's words, such as `upload`; `secret` as
   * soon as a version that serves was made by changing one. Absent: not told.
   */
  triggeredBy?: string;
  /** Of a changed secret: its ticket, where a configured address has it. */
  ticketUrl?: string;
  /** How much is known of where it came from. */
  provenance: ProvenanceState;
}

/**
 * What `spec.parameters` tell of a resource whose last build failed.
 *
 * @public
 */
export interface FailedBuildParameters {
  /** Absent unless the last build failed. */
  failedBuild?: FailedBuild;
}

/**
 * The last build of a resource, when it failed.
 *
 * @public
 */
export interface FailedBuild {
  /** Id of the deployment that was not made. */
  id: string;
  /** RFC 3339. */
  failedAt: string;
  /** `production` or `preview`, where Cloudflare tells. */
  environment?: string;
  /** The stage that failed, such as `build`. */
  stage?: string;
}

/**
 * What `spec.parameters` tell of how what serves traffic comes by its secrets.
 *
 * @public
 */
export interface SecretParameters {
  /** Counts alone. Absent: its variables are not read yet, or none serves traffic. */
  secrets?: {
    /** Plain variables of which name or value look as if they were secrets. */
    plainTextSuspects: number;
    /** Secrets of its own. */
    secretText: number;
    /** Secrets of the account's Secrets Store. */
    secretsStore: number;
  };
}

/**
 * The environments that count as production unless
 * `cloudflare.environments.production` names others.
 *
 * @public
 */
export const DEFAULT_PRODUCTION_ENVIRONMENTS: readonly string[] = [
  'production',
  'prod',
];

/**
 * Data classes that count as regulated where none are configured.
 *
 * @public
 */
export const DEFAULT_REGULATED_DATA_CLASSES: readonly string[] = [
  'regulated',
  'pii',
  'phi',
  'pci',
];
