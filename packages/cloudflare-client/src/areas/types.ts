/**
 * An event of the account's audit log, version 2.
 *
 * @public
 */
export interface CfAuditEvent {
  id: string;
  time: string;
  action: { type: string; result?: string; description?: string };
  actor: {
    id?: string;
    type?: string;
    context?: string;
    /** Personal. */
    email?: string;
    /** Personal. */
    ipAddress?: string;
    tokenId?: string;
    tokenName?: string;
  };
  resource: { id?: string; product?: string; type?: string; scope?: string };
  request: {
    method?: string;
    path?: string;
    statusCode?: number;
    rayId?: string;
  };
}

/**
 * An account-owned API token, as its metadata tell; never its value.
 *
 * @public
 */
export interface CfToken {
  id: string;
  name?: string;
  status: string;
  issuedAt?: string;
  modifiedAt?: string;
  /** Absent: never used. */
  lastUsedAt?: string;
  /** Absent: never expires. */
  expiresAt?: string;
  notBefore?: string;
  policies: {
    effect: string;
    permissionGroups: string[];
    resources: string[];
  }[];
}

/**
 * What Cloudflare says of the token that we use.
 *
 * @public
 */
export interface CfTokenVerification {
  id: string;
  status: string;
  notBefore?: string;
  /** Absent: never expires. */
  expiresAt?: string;
  owner: 'account' | 'user';
}

/**
 * A resource and the tags that its owner gave it.
 *
 * @public
 */
export interface CfTaggedResource {
  id: string;
  /** Cloudflare's word for the kind of resource: `worker`, `pages_project`, … */
  type: string;
  name?: string;
  tags: Record<string, string>;
}

/**
 * The account itself.
 *
 * @public
 */
export interface CfAccount {
  id: string;
  name: string;
  createdAt?: string;
  /** The account requires two-factor authentication of its members. */
  enforceTwoFactor?: boolean;
}
