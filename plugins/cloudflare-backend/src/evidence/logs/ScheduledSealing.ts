import { LoggerService } from '@backstage/backend-plugin-api';
import { EvidenceVariant } from '@cloudflare-backstage/cloudflare-evidence';
import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { BundleRow } from '../BundleRow';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceMaker } from '../EvidenceMaker';
import { EvidenceLogs } from './EvidenceLogs';
import { Interval, pastDays, timesOf, windowOf, without } from './intervals';

/** How far back days are made up for; looking through one takes many requests. */
const LOOK_BACK_DAYS = 7;

/** What is sealed about an account as a whole. */
export interface ScheduledOrder {
  account: CloudflareAccount;
  kind: EvidenceKind;
  variant: EvidenceVariant;
  day?: Interval;
}

/** Seals what schedules ask for. */
export class ScheduledSealing {
  constructor(
    private readonly services: {
      logs: EvidenceLogs;
      maker: Pick<EvidenceMaker, 'make' | 'makeUnlessEmpty'>;
      kinds: Record<EvidenceKind, EvidenceKindDefinition>;
      logger: LoggerService;
    },
  ) {}

  /** A state as it is now, or the past days of a log that is not captured. */
  async seal(
    account: CloudflareAccount,
    kind: EvidenceKind,
    signal: AbortSignal,
  ): Promise<void> {
    const { kinds, logs } = this.services;
    if (kinds[kind].nature === 'state') {
      // Those who are named in states are few, and masked.
      await this.attempt({ account, kind, variant: 'pseudonymous' }, signal);
      return;
    }
    for (const variant of logs.variants) {
      await this.sealDays({ account, kind, variant }, signal);
    }
  }

  /** Remembers what was looked through, also where there was nothing to seal. */
  private async sealDays(
    order: ScheduledOrder,
    signal: AbortSignal,
  ): Promise<void> {
    const { logs, kinds } = this.services;
    const { store: records } = logs;
    const { account, kind, variant } = order;
    const log = logs.logOf(account.accountId, kind, variant);
    const { covered } = await records.coverage(log);
    const { settlesAfterHours } = kinds[kind];
    const lookBack = logs.lookBackDays(LOOK_BACK_DAYS);
    for (const day of pastDays(logs.now(), lookBack, settlesAfterHours)) {
      if (without([day], covered).length > 0) {
        const made = await this.attempt({ ...order, day }, signal, true);
        if (made === 'empty' || made?.state === 'complete') {
          await records.cover(log, day, logs.now());
        }
      }
    }
  }

  /** What fails is told, and tried again by the schedule. */
  async attempt(
    { account, kind, variant, day }: ScheduledOrder,
    signal: AbortSignal,
    unlessEmpty = false,
  ): Promise<BundleRow | 'empty' | undefined> {
    const { maker, logger } = this.services;
    const what = `Account '${account.key}': the evidence '${kind}'${
      day ? ` of ${timesOf(day).from.slice(0, 10)}` : ''
    }`;
    const order = {
      account,
      kind,
      variant,
      subject: { type: 'account' as const },
      window: day && windowOf(day),
    };
    try {
      const bundle = unlessEmpty
        ? await maker.makeUnlessEmpty(order, { signal })
        : await maker.make(order, { signal, evenUnread: day !== undefined });
      if (bundle?.state === 'partial') {
        logger.warn(
          `${what} is partial; what is missing and why: ${bundle.gaps}`,
        );
      }
      return bundle ?? 'empty';
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `${what} could not be made, and is tried again by its schedule: ${faultText(
          error,
        )}`,
      );
      return undefined;
    }
  }
}
