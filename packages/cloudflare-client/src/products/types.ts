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
}

/**
 * A binding of a Worker or a Pages project: what it may use, never a value.
 *
 * @public
 */
export interface CfBinding {
  /** Cloudflare's word; kinds that are not known yet are kept. */
  type: string;
  /** Name of the variable. */
  name: string;
  /** What it is bound to: native id (`targetId`) or name (`targetName`), as the API gives it. */
  targetId?: string;
  targetName?: string;
  /** Qualifies the target: jurisdiction, script, namespace or store. */
  targetScope?: string;
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
 * A Pages project.
 *
 * @public
 */
export interface CfPagesProject {
  id: string;
  name: string;
  createdAt?: string;
  /** `<project>.pages.dev` */
  subdomain?: string;
  domains: string[];
  productionBranch?: string;
  /** `https://host/owner/repo` of the Git source. */
  repositoryUrl?: string;
  /** The deployment that serves production; `null`: none does. Absent: not told. */
  canonicalDeployment?: CfPagesDeployment | null;
  latestDeployment?: CfPagesDeployment;
  /** Bindings of the production environment. */
  bindings: CfBinding[];
}

/**
 * A deployment of a Pages project.
 *
 * @public
 */
export interface CfPagesDeployment {
  id: string;
  shortId?: string;
  createdAt: string;
  modifiedAt?: string;
  /** `production` or `preview`. */
  environment?: string;
  url?: string;
  aliases: string[];
  /** `github:push`, `ad_hoc`, `deploy_hook`, … */
  trigger?: string;
  branch?: string;
  commitHash?: string;
  commitMessage?: string;
  commitDirty?: boolean;
  stage?: {
    name: string;
    status: string;
    startedAt?: string;
    endedAt?: string;
  };
  skipped: boolean;
  skipReason?: string;
}

/**
 * A row of the Access authentication log.
 *
 * @public
 */
export interface CfAccessAudit {
  /** SHA-256 of the row in hex: the API gives no id. */
  id: string;
  createdAt: string;
  action: string;
  allowed?: boolean;
  applicationDomain?: string;
  applicationId?: string;
  identityProvider?: string;
  country?: string;
  rayId?: string;
  /** Personal. */
  ipAddress?: string;
  /** Personal. */
  userEmail?: string;
}

/**
 * A user of Zero Trust.
 *
 * @public
 */
export interface CfZeroTrustUser {
  id: string;
  uid?: string;
  /** Personal. */
  name?: string;
  /** Personal. */
  email?: string;
  accessSeat?: boolean;
  gatewaySeat?: boolean;
  activeDeviceCount?: number;
  lastSuccessfulLogin?: string;
}

/**
 * A device enrolled in Zero Trust.
 *
 * @public
 */
export interface CfDevice {
  id: string;
  /** Personal. */
  name?: string;
  type?: string;
  osVersion?: string;
  clientVersion?: string;
  activeRegistrations?: number;
  lastSeenAt?: string;
  /** Personal. */
  lastSeenEmail?: string;
  /** Personal. */
  serialNumber?: string;
}

/**
 * An Access application.
 *
 * @public
 */
export interface CfAccessApplication {
  id: string;
  name?: string;
  type?: string;
  domain?: string;
  /** Further hostnames and paths that it protects. */
  domains: string[];
  updatedAt?: string;
  allowedIdentityProviderIds: string[];
  policies: CfAccessPolicy[];
}

/**
 * An Access policy.
 *
 * @public
 */
export interface CfAccessPolicy {
  id: string;
  name?: string;
  /** `allow`, `deny`, `bypass`, `non_identity`, … */
  decision?: string;
  /** Reusable between applications. */
  reusable: boolean;
}

/**
 * An identity provider; its configuration is never read.
 *
 * @public
 */
export interface CfIdentityProvider {
  id: string;
  name?: string;
  /** `okta`, `github`, `onetimepin`, … */
  type: string;
}
