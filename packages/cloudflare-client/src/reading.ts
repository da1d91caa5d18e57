import type { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Settings of one read.
 *
 * @public
 */
export interface ReadOptions {
  /** Ends the read at once, also while it waits. */
  signal?: AbortSignal;
  /** `interactive` (the default) goes before `background`. */
  lane?: 'interactive' | 'background';
  /**
   * Time in milliseconds that each request of the read may take, with all its
   * waits and retries. Default 30000, and 120000 for `background`.
   */
  deadlineMs?: number;
  /**
   * Listings end after one page, for whoever asks no more than whether they can
   * be read; such a listing is complete when there is no other page.
   */
  firstPageOnly?: boolean;
  /**
   * Told of each request of the read that was sent, once it has ended, also of
   * one that failed. What it repeated counts as one.
   */
  record?: (request: RecordedRequest) => void;
}

/**
 * A request that was sent, without what would name people: for a record of what
 * was read.
 *
 * @public
 */
export interface RecordedRequest {
  method: string;
  /** Path template, such as `/accounts/{account}/logs/audit`. */
  path: string;
  /** Without cursors, and without values that name people. */
  query: { [name: string]: string };
  /** When it was answered, or had failed: RFC 3339 in UTC. */
  at: string;
  /** HTTP status of the last attempt; absent when none was answered. */
  status?: number;
  etag?: string;
  /** Cloudflare's id of the request. */
  rayId?: string;
  /** Number of items, of a list that was answered. */
  items?: number;
  /** Number of the page, where the query has one. */
  page?: number;
}

/**
 * The outcome of a listing. Never a bare array: an empty list that was read
 * completely and a list that could not be read are different things.
 *
 * @public
 */
export interface Listing<T> {
  items: T[];
  /** True only when every page was read and made sense. */
  complete: boolean;
  /** Why it is not complete. */
  problems: CloudflareProblem[];
  /**
   * It came in several pages, or a full one, that told no total: what was
   * skipped between two of them, or follows the last, would not show.
   */
  uncounted?: boolean;
}

/**
 * One page of a list that is read page by page.
 *
 * @public
 */
export interface Page<T> {
  items: T[];
  /** Pass it as `cursor` to read on; absent on the last page. */
  nextCursor?: string;
  /** Number of items over all pages, where the API tells. */
  total?: number;
}

/**
 * Which page of a list to read.
 *
 * @public
 */
export interface PageOptions extends ReadOptions {
  /** `nextCursor` of the page before; the first page when absent. */
  cursor?: string;
  /** Items a page; at most the API's maximum, which is the default. */
  limit?: number;
}
