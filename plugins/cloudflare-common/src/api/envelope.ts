import { CloudflareProblem } from '../problems';

/**
 * What every JSON answer says about its data.
 *
 * @public
 */
export interface ApiMeta {
  /** Key of the account in the configuration. */
  account: string;
  /** When the data were read from their source, RFC 3339. */
  fetchedAt: string;
  cache: 'miss' | 'hit' | 'stale';
  /** False when something is missing from the data; `problems` say what. */
  complete: boolean;
  /** True when something in the data is masked for the caller. */
  masked: boolean;
  /** Where the next page starts; absent on the last one. */
  nextCursor?: string;
  problems?: CloudflareProblem[];
}

/**
 * A JSON answer of the Cloudflare backend.
 *
 * @public
 */
export interface ApiResponse<T> {
  data: T;
  meta: ApiMeta;
}

/**
 * The body of an error: Backstage's, and what a problem adds.
 *
 * @public
 */
export interface ApiErrorBody {
  /** What happened, and what can be done about it. */
  error: { name: string; message: string } & Partial<CloudflareProblem>;
}
