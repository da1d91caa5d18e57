/**
 * An AI Search instance.
 *
 * @public
 */
export interface AiSearchIndex {
  /** What identifies it: the id, and `namespace:id` outside of the default namespace. */
  name: string;
  id: string;
  namespace?: string;
  /** `website`, `r2`, or `built-in` for uploaded items; others may come. */
  connector?: string;
  /** The bucket or the site. */
  source?: string;
  /** Of the bucket; absent for the default one. */
  sourceJurisdiction?: string;
  /** Cloudflare's word. */
  status?: string;
  enabled?: boolean;
  paused?: boolean;
  createdAt?: string;
  modifiedAt?: string;
  lastActivityAt?: string;
  embeddingModel?: string;
  /** Gateway that its calls of models go through. */
  aiGatewayId?: string;
  syncIntervalSeconds?: number;
}

/**
 * Items of an AI Search instance by state.
 *
 * @public
 */
export interface AiSearchDocuments {
  indexed?: number;
  errors?: number;
  queued?: number;
  running?: number;
  skipped?: number;
  outdated?: number;
}

/**
 * A job that brought an AI Search instance up to date with its source.
 *
 * @public
 */
export interface AiSearchJob {
  id: string;
  /** `user` or `schedule`. */
  startedBy: string;
  startedAt?: string;
  /** Absent: it is under way. */
  endedAt?: string;
  /** Free text of Cloudflare's. */
  endReason?: string;
  /** By our rule, as Cloudflare does not tell; `running` until it has ended. */
  outcome: 'succeeded' | 'not-succeeded' | 'running';
}

/**
 * How an AI Search instance is.
 *
 * @public
 */
export interface AiSearchHealth {
  name: string;
  connector?: string;
  source?: string;
  aiGatewayId?: string;
  status?: string;
  enabled?: boolean;
  paused?: boolean;
  lastActivityAt?: string;
  syncIntervalSeconds?: number;
  /**
   * `degraded`: Cloudflare cannot count at the moment; `unknown`: it tells no
   * count, or it could not be read and `meta.problems` says why.
   */
  documentsState: 'counted' | 'degraded' | 'unknown';
  /** Present when they are `counted`. */
  documents?: AiSearchDocuments;
  vectors?: number;
  /**
   * `none`: no job has succeeded; `not-recent`: none of the newest ones has, and
   * there are older ones; `unknown`: jobs could not be read.
   */
  lastSuccessState: 'found' | 'none' | 'not-recent' | 'unknown';
  /** When the successful job that ended last did so. */
  lastSuccessAt?: string;
  /** The newest ones; absent when they could not be read. */
  jobs?: AiSearchJob[];
}
