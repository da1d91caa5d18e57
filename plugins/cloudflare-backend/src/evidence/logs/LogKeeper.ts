import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CloudflareAccount,
  databaseFault,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { RetentionDays } from '../../database/RetentionDays';
import { EvidenceOrder, identityOf, streamOf } from '../EvidenceOrder';
import { BundleRow } from '../BundleRow';
import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import { EvidenceStore } from '../EvidenceStore';
import { EvidenceLogs } from './EvidenceLogs';
import {
  daysOf,
  Interval,
  intervalOf,
  pastDays,
  windowOf,
  within,
  without,
} from './intervals';
import { LogCoverage } from './LogCoverage';
import { LogSource } from './LogSource';
import { ScheduledSealing } from './ScheduledSealing';

/** How far back days are made up for. */
const LOOK_BACK_DAYS = 30;
/** Hours that pass after a day until it is sealed. */
const SETTLES_AFTER_HOURS = 1;
/** For how many days at least records are kept of a day that is sealed. */
const KEPT_DAYS = 7;
/** So many days after the last that is made up for, they go, sealed or not. */
const KEPT_BEYOND_DAYS = 10;
/** What was stored today or the day before may be in the making. */
const IN_THE_MAKING_DAYS = 0;

/** Captures logs by schedule, seals their days, and forgets what is sealed. */
export class LogKeeper {
  constructor(
    private readonly services: {
      logs: EvidenceLogs;
      coverage: LogCoverage;
      bundles: Pick<EvidenceStore, 'newest'>;
      sealing: ScheduledSealing;
      retention: RetentionDays;
      logger: LoggerService;
    },
  ) {}

  /** Reads what is new in a log, and tells of what is missing. */
  async capture(
    account: CloudflareAccount,
    source: LogSource,
    signal: AbortSignal,
  ): Promise<void> {
    const { logs, coverage, logger } = this.services;
    const now = logs.now();
    // Whole days, since a day of which a part is missing is not sealed.
    const lookBack = logs.lookBackDays(LOOK_BACK_DAYS);
    const time = { from: pastDays(now, lookBack)[0].from, to: now };
    const sealed = await coverage.sealed(account, source, time, logs.variants);
    try {
      await logs.capture({
        account,
        source,
        // Records of sealed days were forgotten, and are not needed again.
        intervals: without([time], sealed),
        variants: logs.variants,
        reading: { signal, lane: 'background' },
      });
    } catch (error) {
      signal.throwIfAborted();
      const hint = databaseFault(error)
        ? ''
        : `. If that lasts, see whether the API token has the permission '${source.tokenPermission}'`;
      logger.warn(
        `Account '${account.key}': ${
          source.what
        } could not be read or kept, and is tried again: ${faultText(
          error,
        )}${hint}`,
      );
    }
    const { gaps } = await coverage.of(account, source, windowOf(time));
    for (const { from, to, state, until } of gaps) {
      if (state === 'open') {
        logger.warn(
          `Account '${account.key}': ${source.what} from ${from} to ${to} is not read, and Cloudflare drops it from ${until} on`,
        );
      }
    }
  }

  /** Seals each day that is over, and of which nothing more can be read. */
  async seal(
    account: CloudflareAccount,
    source: LogSource,
    signal: AbortSignal,
  ): Promise<void> {
    await this.capture(account, source, signal);
    const { logs, sealing } = this.services;
    const { kind } = source;
    const readable = logs.readable(source);
    const lookBack = logs.lookBackDays(LOOK_BACK_DAYS);
    for (const variant of logs.variants) {
      const { covered } = await logs.coverage(account, kind, variant);
      // Before the first reading, there was nothing to be had.
      const first = Math.min(readable.from, ...covered.map(({ from }) => from));
      const days = pastDays(logs.now(), lookBack, SETTLES_AFTER_HOURS);
      for (const day of days.filter(({ to }) => to > first)) {
        const canBeRead = within(without([day], covered), {
          from: readable.from,
          to: Infinity,
        });
        const order = { account, kind, variant, day };
        const sealed = await this.newest(order);
        if (!isDone(sealed, covered) && (sealed || canBeRead.length === 0)) {
          await sealing.attempt(order, signal);
        }
      }
    }
  }

  /** Forgets what is sealed since a while, and what is kept without need. */
  async tidyUp(
    account: CloudflareAccount,
    sources: readonly LogSource[],
  ): Promise<void> {
    const { logs, retention } = this.services;
    const { store: records } = logs;
    const keptFrom = async (days: number) =>
      (await retention.keptFrom(new Date(logs.now()), days))?.getTime() ??
      -Infinity;
    const sealedFrom = await keptFrom(KEPT_DAYS);
    const allFrom = await keptFrom(
      logs.lookBackDays(LOOK_BACK_DAYS) + KEPT_BEYOND_DAYS,
    );
    const inTheMakingFrom = await keptFrom(IN_THE_MAKING_DAYS);
    const current = new Map(
      sources.flatMap(({ kind }) =>
        logs.variants.map(variant => [
          logs.logOf(account.accountId, kind, variant),
          kind,
        ]),
      ),
    );
    // Other kinds only remember which of their days were looked through.
    const inClear = sources.map(({ kind }) =>
      [account.accountId, kind, 'personal', ''].join('/'),
    );
    for (const { log, interval } of await records.logs(
      `${account.accountId}/`,
    )) {
      const isForSealingAlone =
        !current.has(log) && inClear.some(prefix => log.startsWith(prefix));
      for (const day of daysOf(interval)) {
        const kind = current.get(log);
        const goes =
          isForSealingAlone ||
          day.to <= allFrom ||
          (kind !== undefined &&
            day.to <= sealedFrom &&
            (await this.isSealed(account, kind, day)));
        const stored = goes ? await records.lastStored(log, day) : undefined;
        if (goes && !(stored && stored >= inTheMakingFrom)) {
          await records.remove(log, day);
        }
      }
    }
  }

  private async isSealed(
    account: CloudflareAccount,
    kind: LogSource['kind'],
    day: Interval,
  ): Promise<boolean> {
    for (const variant of this.services.logs.variants) {
      const sealed = await this.newest({ account, kind, variant, day });
      if (sealed?.state !== 'complete') {
        return false;
      }
    }
    return true;
  }

  private newest({
    day,
    ...order
  }: Pick<EvidenceOrder, 'account' | 'kind' | 'variant'> & {
    day: Interval;
  }): Promise<BundleRow | undefined> {
    const identity = identityOf({ ...order, subject: { type: 'account' } });
    return this.services.bundles.newest(streamOf(identity), windowOf(day));
  }
}

/** Whether nothing is kept by now that a bundle lacks. */
function isDone(
  sealed: BundleRow | undefined,
  covered: readonly Interval[],
): boolean {
  if (sealed?.state !== 'partial') {
    return sealed !== undefined;
  }
  const gaps = JSON.parse(sealed.gaps) as EvidenceGap[];
  return gaps.every(({ from, to }) => {
    const gap = from && to ? intervalOf({ from, to }) : { from: 0, to: 0 };
    return within(covered, gap).length === 0;
  });
}
