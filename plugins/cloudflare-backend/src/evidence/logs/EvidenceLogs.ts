import { randomUUID } from 'node:crypto';
import {
  CloudflareApiError,
  ReadOptions,
  RecordedRequest,
} from '@cloudflare-backstage/cloudflare-client';
import {
  EvidenceGap,
  EvidenceRecord,
  EvidenceVariant,
} from '@cloudflare-backstage/cloudflare-evidence';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { EvidenceConfig } from '../EvidenceConfig';
import { CollectContext, Collected } from '../EvidenceKindDefinition';
import { problemOfNow } from '../kinds/gaps';
import { Redactor } from '../Redactor';
import {
  Interval,
  intervalOf,
  merged,
  MS_PER_DAY,
  MS_PER_HOUR,
  timesOf,
  within,
  without,
} from './intervals';
import { CapturedLogKind, LogSource } from './LogSource';
import { LogStore } from './LogStore';

const MS_PER_MINUTE = 60_000;
/** Rows come late: the newest minutes were not read yet, however often. */
export const SETTLE_MS = 5 * MS_PER_MINUTE;
/** What is read beyond a stretch, on both sides, for rows that came late. */
const OVERLAP_MS = 10 * MS_PER_MINUTE;

/** What to capture. */
export interface CaptureRequest {
  account: CloudflareAccount;
  source: LogSource;
  intervals: readonly Interval[];
  variants: readonly EvidenceVariant[];
  /** Of what is kept for one making alone: another could forget it too early. */
  making?: string;
  /** The requests are kept with the records, and told to nobody else. */
  reading: Omit<ReadOptions, 'record'>;
  /** Told now and then how many records there are so far. */
  progress?(records: number): void;
}

/**
 * Reads logs before Cloudflare drops them, and keeps the records, redacted,
 * with the times that they cover.
 */
export class EvidenceLogs {
  constructor(
    private readonly options: {
      store: LogStore;
      pseudonyms: Pseudonyms;
      config: EvidenceConfig;
      now?(): number;
    },
  ) {}

  get store(): LogStore {
    return this.options.store;
  }

  get config(): EvidenceConfig {
    return this.options.config;
  }

  /** What is kept and sealed by itself. */
  get variants(): EvidenceVariant[] {
    return this.config.personal
      ? ['pseudonymous', 'personal']
      : ['pseudonymous'];
  }

  /** What retention cut is neither read nor sealed again. */
  lookBackDays(most: number): number {
    return Math.min(most, this.config.retentionDays ?? most);
  }

  now(): number {
    return this.options.now?.() ?? Date.now();
  }

  /**
   * What of a log can be read by now. It begins with a whole hour: an edge that
   * moves all the time would make other evidence each time.
   */
  readable(source: LogSource): Interval {
    const now = this.now();
    const kept = now - source.retentionHours(this.config) * MS_PER_HOUR;
    const from = Math.ceil(kept / MS_PER_HOUR) * MS_PER_HOUR;
    return { from, to: now - SETTLE_MS };
  }

  /** The times of a log that are kept. */
  coverage(
    { accountId }: CloudflareAccount,
    kind: CapturedLogKind,
    variant: EvidenceVariant,
  ): Promise<{ covered: Interval[]; readAt?: number }> {
    return this.options.store.coverage(this.logOf(accountId, kind, variant));
  }

  /**
   * Reads what of a time is neither kept nor gone. What was read completely is
   * covered, also when a later part fails.
   *
   * @throws CloudflareApiError
   */
  async capture(request: CaptureRequest): Promise<void> {
    const { account, source, variants, making, intervals } = request;
    const wanted = within(intervals, this.readable(source));
    const missing = await Promise.all(
      variants.map(async variant =>
        without(
          wanted,
          (
            await this.options.store.coverage(
              this.logOf(account.accountId, source.kind, variant, making),
            )
          ).covered,
        ),
      ),
    );
    for (const stretch of merged(missing.flat()).flatMap(inDays)) {
      await this.captureStretch(request, stretch);
    }
  }

  private async captureStretch(
    { account, source, variants, making, reading, progress }: CaptureRequest,
    stretch: Interval,
  ): Promise<void> {
    const { store, pseudonyms } = this.options;
    const sinks = variants.map(variant => {
      const redactor = new Redactor(pseudonyms.of(account.accountId), variant);
      return {
        log: this.logOf(account.accountId, source.kind, variant, making),
        redactor,
        records: source.recordsBy(redactor),
      };
    });
    const began = this.now();
    const window = {
      from: new Date(stretch.from - OVERLAP_MS),
      to: new Date(Math.min(stretch.to + OVERLAP_MS, began)),
    };
    const requests: RecordedRequest[] = [];
    const recorded: ReadOptions = {
      ...reading,
      record: request => requests.push(request),
    };
    let read = 0;
    try {
      for await (const rows of source.pages(account, window, recorded)) {
        reading.signal?.throwIfAborted();
        for (const { log, redactor, records } of sinks) {
          const made = rows.map(row => ({
            record: records.of(row),
            removed: redactor.take(),
          }));
          await store.add(log, made);
        }
        read += rows.length;
        progress?.(read);
      }
    } finally {
      // The records that came before a failure are kept as well.
      for (const { log } of sinks) {
        await store.addRequests(log, stretch, requests);
      }
    }
    // The oldest rows are read last: meanwhile some of them may have gone.
    const covered = {
      from: Math.max(stretch.from, this.readable(source).from),
      to: stretch.to,
    };
    for (const { log } of sinks) {
      await store.cover(log, covered, began);
    }
  }

  /** Makes evidence of a window of a log; what is not kept is read first. */
  async collect(
    source: LogSource,
    { account, window, variant, reading, redactor, progress }: CollectContext,
  ): Promise<Collected> {
    if (!window) {
      throw new Error(`Evidence of ${source.what} needs a window of time`);
    }
    const interval = intervalOf(window);
    const making = this.variants.includes(variant) ? undefined : randomUUID();
    let failure: CloudflareApiError | undefined;
    try {
      await this.capture({
        account,
        source,
        intervals: [interval],
        variants: [variant],
        making,
        reading,
        progress,
      });
    } catch (error) {
      if (!(error instanceof CloudflareApiError)) {
        throw error;
      }
      failure = error;
    }
    const { store } = this.options;
    const log = this.logOf(account.accountId, source.kind, variant, making);
    const read = {
      from: interval.from - OVERLAP_MS,
      to: interval.to + OVERLAP_MS,
    };
    // Those of this very reading are among them.
    const requests = await store.requests(log, read);
    requests.forEach(request => reading.record?.(request));
    const { covered, count, records } = await store.records(log, interval);
    async function* redacted(): AsyncGenerator<EvidenceRecord> {
      try {
        for await (const { record, removed } of records) {
          redactor.add(removed);
          yield record;
        }
      } finally {
        if (making) {
          await store.remove(log, read);
        }
      }
    }
    const hasNothing = count === 0 && within(covered, interval).length === 0;
    return {
      subject: { account: account.accountId },
      count,
      records: redacted(),
      gaps: this.gapsOf(source, without([interval], covered), failure),
      unread: hasNothing ? problemOfNow([failure?.problem]) : undefined,
    };
  }

  /** What Cloudflare no longer has is not supported by it; the rest failed. */
  private gapsOf(
    source: LogSource,
    uncovered: readonly Interval[],
    failure: CloudflareApiError | undefined,
  ): EvidenceGap[] {
    const { from } = this.readable(source);
    const ifReadable = failure?.kind ?? 'incomplete';
    return uncovered.map(gap => ({
      ...timesOf(gap),
      reason: gap.to > from ? ifReadable : 'not-supported',
    }));
  }

  /** Names the records that agree: of one key of the pseudonyms. */
  logOf(
    accountId: string,
    kind: string,
    variant: EvidenceVariant,
    making?: string,
  ): string {
    const { keyId } = this.options.pseudonyms;
    const log = [accountId, kind, variant, keyId].join('/');
    return making ? `${log}/${making}` : log;
  }
}

/** Stretches of a day at most, so that what was read of a long one is not lost. */
function inDays({ from, to }: Interval): Interval[] {
  const parts: Interval[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, (Math.floor(start / MS_PER_DAY) + 1) * MS_PER_DAY);
    parts.push({ from: start, to: end });
    start = end;
  }
  return parts;
}
