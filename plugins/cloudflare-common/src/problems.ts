import { ProductId } from './products';

/**
 * What can keep a reading from being known, in one vocabulary from the wire to
 * the screen.
 *
 * - `unauthorized`: the token is invalid, expired, or of another account
 * - `forbidden`: the token lacks a permission group
 * - `not-entitled`: the product or the plan is not enabled
 * - `not-found`: the named resource does not exist
 * - `ambiguous`: the name fits several resources
 * - `rate-limited`: locked out, or the budget is spent
 * - `unavailable`: Cloudflare's failure, the network, or a time-out
 * - `invalid-response`: not what the API promises
 * - `incomplete`: a listing that could not be finished
 * - `not-supported`: the API does not give this
 *
 * @public
 */
export type CloudflareProblemKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-entitled'
  | 'not-found'
  | 'ambiguous'
  | 'rate-limited'
  | 'unavailable'
  | 'invalid-response'
  | 'incomplete'
  | 'not-supported';

/**
 * Why something could not be read. Holds our own words only, never an upstream
 * body, a token, or a URL with a query.
 *
 * @public
 */
export interface CloudflareProblem {
  /** What went wrong. */
  kind: CloudflareProblemKind;
  /** What happened, to what, and what to do. */
  message: string;
  /** The product that was read, where it was one. */
  product?: ProductId;
  /** The Cloudflare permission group that the token lacks, where that is the cause. */
  permission?: string;
  /** Seconds until it is worth another try. */
  retryAfter?: number;
}

/**
 * The HTTP status of our own answer when a problem leaves nothing to answer.
 * `incomplete` and `not-supported` travel in `meta.problems` of a 200.
 *
 * @public
 */
export const problemHttpStatus: Record<CloudflareProblemKind, number> = {
  unauthorized: 424,
  forbidden: 424,
  'not-entitled': 424,
  'not-found': 404,
  ambiguous: 409,
  'rate-limited': 503,
  unavailable: 503,
  'invalid-response': 502,
  incomplete: 200,
  'not-supported': 200,
};
