import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  evidenceTime,
  EvidenceVariant,
} from '@cloudflare-backstage/cloudflare-evidence';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { toBundle } from '../BundleRow';
import { EvidenceStore } from '../EvidenceStore';
import { captureHours } from './captureHours';
import { coverageOf, readBy, SealedLog } from './coverageOf';
import { EvidenceLogs } from './EvidenceLogs';
import {
  Interval,
  intervalOf,
  MS_PER_DAY,
  MS_PER_HOUR,
  timesOf,
  windowOf,
  without,
} from './intervals';
import { CapturedLogKind, LogSource } from './LogSource';

/** More than a bundle a day for a year. */
const MOST_BUNDLES = 1_000;
/** Of a window that is not asked for. */
const DEFAULT_DAYS = 30;

/** Knows what of the logs of accounts is kept, sealed, missing and lost. */
export class LogCoverage {
  constructor(
    private readonly services: {
      logs: EvidenceLogs;
      bundles: Pick<EvidenceStore, 'bundles'>;
    },
  ) {}

  /**
   * @param times - without `from`, times before collection began are left out:
   *   nothing of them was lost
   */
  async of(
    account: CloudflareAccount,
    source: LogSource,
    times: { from?: Date; to: Date },
  ): Promise<EvidenceCoverage> {
    const { logs } = this.services;
    const { kind } = source;
    const { covered, readAt } = await logs.coverage(
      account,
      kind,
      'pseudonymous',
    );
    const retentionHours = source.retentionHours(logs.config);
    const readable = logs.readable(source);
    const since = await this.since(account, kind, covered);
    const to = times.to.getTime();
    const window = {
      from: times.from?.getTime() ?? beginning(to, since, readable.from),
      to,
    };
    // What comes next is due with the next reading, which takes its time.
    const lag = logs.config.schedules[kind]
      ? (captureHours(retentionHours) + 1) * MS_PER_HOUR
      : 0;
    return {
      account: account.key,
      kind,
      retentionHours,
      ...(since !== undefined && { since: evidenceTime(new Date(since)) }),
      window: timesOf(window),
      ...coverageOf({
        window,
        daysFrom: times.from ? window.from : startOfDay(window.from),
        kept: covered,
        sealed: await this.bundles(account, kind, window, 'pseudonymous'),
        readable,
        dueBefore: readable.to - lag,
        retentionMs: retentionHours * MS_PER_HOUR,
      }),
      ...(readAt !== undefined && {
        lastReadAt: evidenceTime(new Date(readAt)),
      }),
    };
  }

  /** The times that are sealed completely, in each of the variants. */
  async sealed(
    account: CloudflareAccount,
    { kind }: LogSource,
    time: Interval,
    variants: readonly EvidenceVariant[],
  ): Promise<Interval[]> {
    let sealed = [time];
    for (const variant of variants) {
      const bundles = await this.bundles(account, kind, time, variant);
      const complete = bundles.filter(({ state }) => state === 'complete');
      const times = complete.flatMap(({ window }) =>
        window ? [intervalOf(window)] : [],
      );
      sealed = without(sealed, without([time], times));
    }
    return sealed;
  }

  /** When the first time begins that is kept or sealed. */
  private async since(
    account: CloudflareAccount,
    kind: CapturedLogKind,
    kept: readonly Interval[],
  ): Promise<number | undefined> {
    const sealed = await this.bundles(
      account,
      kind,
      { from: 0, to: this.services.logs.now() },
      'pseudonymous',
    );
    const begins = [...kept, ...sealed.flatMap(readBy)].map(({ from }) => from);
    return begins.length > 0
      ? begins.reduce((first, from) => Math.min(first, from))
      : undefined;
  }

  /** Bundles whose windows touch a time, newest last. */
  private async bundles(
    account: CloudflareAccount,
    kind: CapturedLogKind,
    time: Interval,
    variant: EvidenceVariant,
  ): Promise<SealedLog[]> {
    const rows = await this.services.bundles.bundles(
      {
        accountIds: [account.accountId],
        readable: [{ kind, subjectType: 'account' }],
        variants: [variant],
        kind,
        ...windowOf(time),
      },
      MOST_BUNDLES,
    );
    return rows.map(row => toBundle(row, account.key)).reverse();
  }
}

/**
 * Where a window begins that is not asked for. Whole days that Cloudflare still
 * has belong to it, whatever was read first.
 */
function beginning(
  to: number,
  since: number | undefined,
  readableFrom: number,
): number {
  const begun =
    since === undefined
      ? readableFrom
      : Math.min(since, startOfDay(readableFrom) + MS_PER_DAY);
  return Math.min(
    to,
    Math.max(startOfDay(to) - DEFAULT_DAYS * MS_PER_DAY, begun),
  );
}

function startOfDay(time: number): number {
  return Math.floor(time / MS_PER_DAY) * MS_PER_DAY;
}
