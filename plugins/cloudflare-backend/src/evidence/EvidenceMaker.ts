import {
  CloudflareApiError,
  RecordedRequest,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  EvidenceKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { checkClock } from '../reading/checkClock';
import { BundleRow } from './BundleRow';
import { Collected, EvidenceKindDefinition } from './EvidenceKindDefinition';
import { EvidenceOrder, identityOf, streamOf, timesOf } from './EvidenceOrder';
import { Collection, EvidenceSealer, SealingServices } from './EvidenceSealer';
import { Redactor } from './Redactor';
import { MakingOptions, SharedMakings } from './SharedMakings';

/** How evidence is made. */
export interface EvidenceMakingOptions extends MakingOptions {
  /**
   * Seals also what could not be read at all, since that is final. Otherwise
   * it fails, and can be asked for again.
   */
  evenUnread?: boolean;
}

/** Collects evidence and seals it into its chain. */
export class EvidenceMaker {
  private readonly shared = new SharedMakings<BundleRow>();
  private readonly sealer: EvidenceSealer;

  constructor(
    private readonly services: SealingServices & {
      kinds: Record<EvidenceKind, EvidenceKindDefinition>;
    },
  ) {
    this.sealer = new EvidenceSealer(services);
  }

  /**
   * The bundle that answers an order. Where one that is sealed answers it
   * already, nothing is written; for a log of which all was read once, nothing
   * is read again. Equal orders at the same time are made once.
   *
   * @throws CloudflareApiError when nothing could be read
   */
  async make(
    order: EvidenceOrder,
    options: EvidenceMakingOptions,
  ): Promise<BundleRow> {
    const { evenUnread = false } = options;
    const { window } = order;
    const key = JSON.stringify([
      streamOf(identityOf(order)),
      window && timesOf(window),
      evenUnread,
    ]);
    return this.shared.make(key, options, async making => {
      const sealed = await this.sealedAlready(order);
      if (sealed) {
        return sealed;
      }
      const collection = await this.collect(order, making);
      const { unread } = collection.collected;
      return unread && !evenUnread
        ? this.insteadOfUnread(order, collection.collected, unread)
        : this.sealer.seal(order, collection, making.signal);
    });
  }

  /** The same, but nothing when there is nothing to tell of. */
  async makeUnlessEmpty(
    order: EvidenceOrder,
    options: MakingOptions,
  ): Promise<BundleRow | undefined> {
    const sealed = await this.sealedAlready(order);
    if (sealed) {
      return sealed;
    }
    const collection = await this.collect(order, options);
    const { count, gaps } = collection.collected;
    return count === 0 && gaps.length === 0
      ? undefined
      : this.sealer.seal(order, collection, options.signal);
  }

  /** What was read of a past time before is still true of it. */
  private async insteadOfUnread(
    order: EvidenceOrder,
    collected: Collected,
    unread: CloudflareProblem,
  ): Promise<BundleRow> {
    const { window } = order;
    const stream = streamOf(identityOf(order, collected));
    const sealed = window && (await this.services.store.newest(stream, window));
    if (sealed && sealed.records > 0) {
      return sealed;
    }
    throw new CloudflareApiError(unread);
  }

  /** Of a log of which all was read, there will never be more. */
  private async sealedAlready(
    order: EvidenceOrder,
  ): Promise<BundleRow | undefined> {
    if (!order.window) {
      return undefined;
    }
    const stream = streamOf(identityOf(order));
    const newest = await this.services.store.newest(stream, order.window);
    return newest?.state === 'complete' ? newest : undefined;
  }

  private async collect(
    order: EvidenceOrder,
    { signal, progress = () => {} }: MakingOptions,
  ): Promise<Collection> {
    const { kinds, pseudonyms } = this.services;
    const { account, kind, subject, window, variant } = order;
    const redactor = new Redactor(pseudonyms.of(account.accountId), variant);
    const requests: RecordedRequest[] = [];
    const collected = await kinds[kind].collect({
      account,
      subject,
      window,
      variant,
      redactor,
      reading: {
        signal,
        lane: 'background',
        record: request => requests.push(request),
      },
      progress,
    });
    signal.throwIfAborted();
    checkClock(account, 'Evidence cannot be dated');
    return { collected, redactor, requests };
  }
}
