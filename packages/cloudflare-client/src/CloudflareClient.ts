import type { z } from 'zod';
import type { MetricsArea } from './areas/metrics.types';
import type {
  CfAccount,
  CfAuditEvent,
  CfTaggedResource,
  CfToken,
  CfTokenVerification,
} from './areas/types';
import type { ProductAreas } from './products/types';
import type { Listing, Page, PageOptions, ReadOptions } from './reading';

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
export interface CloudflareClient extends ProductAreas {
  readonly accountId: string;
  readonly account: AccountArea;
  readonly auditLogs: AuditLogsArea;
  readonly tokens: TokensArea;
  readonly tags: TagsArea;
  readonly graphql: GraphqlArea;
  readonly metrics: MetricsArea;
  /** Use of the rate limit, as far as this process knows. */
  budget(): BudgetState;
  /**
   * What is wrong with the clock of this process, as the last answer told: times
   * and ages are of no use then. `undefined` when nothing is, or is known to be.
   */
  clockFault(): string | undefined;
}
