import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

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
  /** It fits everyone, without asking for anything. Absent: not told. */
  everyone?: boolean;
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

/**
 * Filters of the Access authentication log. The window is half-open.
 *
 * @public
 */
export interface AccessAuditFilter {
  since: Date;
  until: Date;
  /** The whole e-mail address. */
  email?: string;
  allowed?: boolean;
  applicationId?: string;
  rayId?: string;
}

/**
 * Reads Zero Trust Access.
 *
 * @public
 */
export interface ZeroTrustArea {
  /**
   * Newest first, at most 100 a page. The API gives neither ids nor totals: the
   * end is known by a page without `nextCursor`, which may be empty.
   */
  accessAudit(
    filter: AccessAuditFilter,
    options?: PageOptions,
  ): Promise<Page<CfAccessAudit>>;
  /** Time of the newest row of the log; undefined when the log is empty. */
  lastAuditEvent(options?: ReadOptions): Promise<string | undefined>;
  users(options?: ReadOptions): Promise<Listing<CfZeroTrustUser>>;
  devices(options?: ReadOptions): Promise<Listing<CfDevice>>;
  applications(options?: ReadOptions): Promise<Listing<CfAccessApplication>>;
  /** Reusable policies; those of one application are in the application. */
  policies(options?: ReadOptions): Promise<Listing<CfAccessPolicy>>;
  identityProviders(
    options?: ReadOptions,
  ): Promise<Listing<CfIdentityProvider>>;
}
