import type { CloudflareProblemKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { CloudflareApiError } from '../../errors';
import { maybe, parseOne } from '../../parsing';
import { ANALYTICS } from '../queryAccount';
import { datasetNames } from './nodes';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const MOST_ATTEMPTS = 4;
/** All nodes go into three requests unless the account's limits are lower. */
const FIRST_BATCH_SIZE = 10;

const datasetSettings = z.object({
  enabled: maybe(z.boolean()),
  maxDuration: maybe(z.number()),
  notOlderThan: maybe(z.number()),
  maxPageSize: maybe(z.number()),
});
const answerSchema = z.object({
  settings: z.record(z.string(), maybe(datasetSettings)),
});

/** What Cloudflare tells of a dataset; times are in seconds. */
export type DatasetSettings = z.output<typeof datasetSettings>;

/** Whether a failure is about the query itself, and so would only come again. */
export function isRefusal(
  error: unknown,
): error is CloudflareApiError & Required<Pick<CloudflareApiError, 'refusal'>> {
  return (
    error instanceof CloudflareApiError &&
    error.refusal !== undefined &&
    ['forbidden', 'not-entitled', 'not-supported', 'invalid-response'].includes(
      error.kind,
    )
  );
}

/**
 * What is known of the account's datasets: one bad dataset fails a whole query,
 * so it is not asked for again for a day.
 */
export class Datasets {
  private readonly refused = new Map<
    string,
    { kind: CloudflareProblemKind; until: number }
  >();
  private settings?: {
    byName: Record<string, DatasetSettings | undefined>;
    until: number;
  };
  private batch = { size: FIRST_BATCH_SIZE, until: 0 };

  /** Why a dataset is not to be asked for; undefined when it is. */
  refusalOf(dataset: string): CloudflareProblemKind | undefined {
    const refusal = this.refused.get(dataset);
    return refusal && refusal.until > Date.now() ? refusal.kind : undefined;
  }

  refuse(dataset: string, kind: CloudflareProblemKind): void {
    // What Cloudflare does not explain may be of this moment.
    const keepMs = kind === 'invalid-response' ? MS_PER_HOUR : MS_PER_DAY;
    this.refused.set(dataset, { kind, until: Date.now() + keepMs });
  }

  settingsOf(dataset: string): DatasetSettings {
    return this.settings?.byName[dataset] ?? {};
  }

  /** How many nodes go into one query. */
  get batchSize(): number {
    return this.batch.until > Date.now() ? this.batch.size : FIRST_BATCH_SIZE;
  }

  /** Remembers that so many nodes are too many for one query. */
  isTooMany(nodes: number): void {
    // A larger query was under way already when the size was made smaller.
    if (nodes <= this.batchSize) {
      const size = Math.max(1, Math.floor(nodes / 2));
      this.batch = { size, until: Date.now() + MS_PER_DAY };
    }
  }

  /**
   * Asks once a day which datasets the account has, and within which limits.
   * Where that is not told, the datasets themselves will show it.
   */
  async learn(query: (text: string) => Promise<unknown>): Promise<void> {
    if (this.settings && this.settings.until > Date.now()) {
      return;
    }
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const names = datasetNames.filter(name => !this.refusalOf(name));
      try {
        const answer = await query(settingsQuery(names));
        const { settings } = parseOne(answerSchema, answer, ANALYTICS);
        this.keep(settings, MS_PER_DAY);
        return;
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        const named = names.filter(name => error.refusal.fields.includes(name));
        named.forEach(name => this.refuse(name, error.kind));
        if (named.length === 0) {
          break;
        }
      }
    }
    this.keep({}, MS_PER_HOUR);
  }

  private keep(
    byName: Record<string, DatasetSettings | undefined>,
    keepMs: number,
  ): void {
    this.settings = { byName, until: Date.now() + keepMs };
    for (const [name, { enabled } = {}] of Object.entries(byName)) {
      if (enabled === false) {
        this.refuse(name, 'not-entitled');
      }
    }
  }
}

function settingsQuery(names: readonly string[]): string {
  return `query ($account: string!) { viewer { accounts(filter: { accountTag: $account }) { settings { ${names
    .map(name => `${name} { enabled maxDuration notOlderThan maxPageSize }`)
    .join(' ')} } } } }`;
}
