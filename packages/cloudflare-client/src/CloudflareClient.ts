import type { z } from 'zod';
import type {
  CfAccount,
  CfAuditEvent,
  CfTaggedResource,
  CfToken,
  CfTokenVerification,
} from './areas/types';
import type {
  CfAccessApplication,
  CfAccessAudit,
  CfAccessPolicy,
  CfBuild,
  CfCronTrigger,
  CfDevice,
  CfIdentityProvider,
  CfPagesDeployment,
  CfPagesProject,
  CfWorker,
  CfWorkerDeployment,
  CfWorkerRoute,
  CfWorkerVersion,
  CfZeroTrustUser,
} from './products/types';
import type { Listing, Page, PageOptions, ReadOptions } from './reading';

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

/**
 * Reads Pages.
 *
 * @public
 */
export interface PagesArea {
  list(options?: ReadOptions): Promise<Listing<CfPagesProject>>;
  /** Newest first, at most 25 a page. */
  deployments(
    project: string,
    options?: PageOptions & { environment?: 'production' | 'preview' },
  ): Promise<Page<CfPagesDeployment>>;
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

/**
 * Filters of the account's audit log. The window is half-open.
 *
 * @public
 */
export interface AuditLogFilter {
  since: Date;
  before: Date;
  actorContext?: string;
  actorEmail?: string;
  actionType?: string;
  resourceProduct?: string;
  resourceId?: string;
}

/**
 * Reads the account's audit log, version 2.
 *
 * @public
 */
export interface AuditLogsArea {
  /** Newest first, at most 1000 a page. Plain reads are not in the log. */
  list(
    filter: AuditLogFilter,
    options?: PageOptions,
  ): Promise<Page<CfAuditEvent>>;
}

/**
 * Reads API tokens' metadata.
 *
 * @public
 */
export interface TokensArea {
  /** Verifies our own token, as the account's first, then as a user's. */
  verify(options?: ReadOptions): Promise<CfTokenVerification>;
  /** Account-owned tokens. */
  list(options?: ReadOptions): Promise<Listing<CfToken>>;
}

/**
 * Reads the account itself.
 *
 * @public
 */
export interface AccountArea {
  get(options?: ReadOptions): Promise<CfAccount>;
}

/**
 * Reads tags of resources, over all products.
 *
 * @public
 */
export interface TagsArea {
  /** Tagged resources only: what is not in a complete listing has no tags. */
  list(options?: ReadOptions): Promise<Listing<CfTaggedResource>>;
}

/**
 * Asks the GraphQL Analytics API about the account.
 *
 * @public
 */
export interface GraphqlArea {
  /**
   * Answers `data.viewer.accounts[0]`, parsed. The query takes `$account` for
   * the account tag.
   */
  query<T>(
    query: string,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
    options?: ReadOptions,
  ): Promise<T>;
}

/**
 * How much of the rate limit is used.
 *
 * @public
 */
export interface BudgetState {
  /** Requests that the client allows itself in a window. */
  limit: number;
  used: number;
  windowSeconds: number;
  /** Set while Cloudflare refuses every call. */
  lockedOutUntil?: Date;
}

/**
 * Reads one Cloudflare account. Every call paces itself, retries what is worth
 * it, and throws a `CloudflareApiError` when it cannot answer. It throws the
 * signal's reason when it is aborted, and a `CloudflareInputError`, before
 * anything is sent, when a name, a cursor, a limit or a window is not usable.
 *
 * @public
 */
export interface CloudflareClient {
  readonly accountId: string;
  readonly account: AccountArea;
  readonly workers: WorkersArea;
  readonly pages: PagesArea;
  readonly zeroTrust: ZeroTrustArea;
  readonly auditLogs: AuditLogsArea;
  readonly tokens: TokensArea;
  readonly tags: TagsArea;
  readonly graphql: GraphqlArea;
  /** Use of the rate limit, as far as this process knows. */
  budget(): BudgetState;
}
