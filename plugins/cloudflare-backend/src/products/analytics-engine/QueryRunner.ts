import { InputError } from '@backstage/errors';
import {
  CfAnalyticsEngineResult,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Visibility } from '../../redaction/compileMask';
import { RateBuckets } from '../../routing/RateBuckets';
import { GatedQuery } from './gate';

/** Queries a minute that are sent for one dataset, whoever asks. */
const PER_DATASET = 60;
/** What Cloudflare answers to SQL that it does not understand. */
const NOT_UNDERSTOOD = [400, 422];

/** Sends queries; equal ones of callers who may see the same share one. */
export class QueryRunner {
  private readonly running = new Map<
    string,
    Promise<CfAnalyticsEngineResult>
  >();
  private readonly buckets = new RateBuckets(PER_DATASET);

  /**
   * @throws InputError when the query is at fault, TooManyRequestsError, or
   *   CloudflareApiError
   */
  async run(
    { accountId, client }: CloudflareAccount,
    dataset: string,
    { sql, hash }: GatedQuery,
    visibility: Visibility,
  ): Promise<CfAnalyticsEngineResult> {
    const key = JSON.stringify([accountId, hash, visibility.sensitive]);
    const running = this.running.get(key);
    if (running) {
      return running;
    }
    this.buckets.take(`${accountId}/${dataset}`, 'Queries of this dataset');
    // Not ended with its first caller: others may wait for it.
    const result = client.analyticsEngine.query(sql).catch(error => {
      throw explained(error);
    });
    this.running.set(key, result);
    const end = () => {
      this.running.delete(key);
    };
    result.then(end, end);
    return result;
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof CloudflareApiError)) {
    return error;
  }
  if (error.status !== undefined && NOT_UNDERSTOOD.includes(error.status)) {
    return new InputError(
      'Cloudflare does not accept the query: check that the types of arguments fit the functions, and that every selected column is grouped or aggregated',
    );
  }
  // Too complex: what would help is another query.
  return error.status === 429 && error.kind === 'not-supported'
    ? new InputError(error.message)
    : error;
}
