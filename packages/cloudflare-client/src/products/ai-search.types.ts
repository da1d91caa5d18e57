import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

/**
 * An AI Search instance. Its prompts and the headers with which it crawls are
 * never read.
 *
 * @public
 */
export interface CfAiSearchIndex {
  /** Unique in its namespace only. */
  id: string;
  /** Absent where Cloudflare does not tell it: the default one. */
  namespace?: string;
  /** `website`, `r2`, or `built-in` for uploaded items; kinds that are not known yet are kept. */
  connector?: string;
  /** The bucket or the site. */
  source?: string;
  /** Of the bucket; absent for the default one. */
  sourceJurisdiction?: string;
  /** Cloudflare's word; which words there are is not documented. */
  status?: string;
  enabled?: boolean;
  /** Its source is not read while it is true. */
  paused?: boolean;
  createdAt?: string;
  modifiedAt?: string;
  lastActivityAt?: string;
  embeddingModel?: string;
  /** Gateway that its calls of models go through. */
  aiGatewayId?: string;
  syncIntervalSeconds?: number;
  /** It can be asked from outside of the account, without a token. */
  publicEndpoint?: boolean;
}

/**
 * What is in an AI Search instance. Counts are absent while Cloudflare cannot
 * count.
 *
 * @public
 */
export interface CfAiSearchStats {
  /** Cloudflare could not count. */
  degraded?: boolean;
  /** Items that are indexed. */
  completed?: number;
  /** Items that could not be indexed. */
  error?: number;
  queued?: number;
  running?: number;
  skipped?: number;
  outdated?: number;
  vectors?: number;
  lastActivityAt?: string;
}

/**
 * A job that brought an AI Search instance up to date with its source.
 *
 * @public
 */
export interface CfAiSearchJob {
  id: string;
  /** `user` or `schedule`. */
  startedBy: string;
  startedAt?: string;
  /** Absent: it is still under way. */
  endedAt?: string;
  /** Free text. There is no other sign of success. */
  endReason?: string;
}

/**
 * An AI Search instance by where it is.
 *
 * @public
 */
export type CfAiSearchIndexRef = Pick<CfAiSearchIndex, 'id' | 'namespace'>;

/**
 * Reads AI Search. It never reads items or asks anything.
 *
 * @public
 */
export interface AiSearchArea {
  /** Of all namespaces. */
  list(options?: ReadOptions): Promise<Listing<CfAiSearchIndex>>;
  stats(
    index: CfAiSearchIndexRef,
    options?: ReadOptions,
  ): Promise<CfAiSearchStats>;
  jobs(
    index: CfAiSearchIndexRef,
    options?: PageOptions,
  ): Promise<Page<CfAiSearchJob>>;
}
