import {
  EvidenceCompleteness,
  EvidenceGap,
  evidenceStream,
  EvidenceSubject,
  evidenceTime,
  EvidenceWindow,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  EvidenceKind,
  EvidenceSubjectRef,
  EvidenceVariantName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { TimeWindow } from '../routing/fields';
import { BundleRow, StreamIdentity } from './BundleRow';
import { Collected } from './EvidenceKindDefinition';

/** What evidence is asked for. */
export interface EvidenceOrder {
  account: CloudflareAccount;
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  /** Of logs alone. */
  window?: TimeWindow;
  variant: EvidenceVariantName;
}

/**
 * What tells the stream of an order from others. A name can be written in
 * several ways, of which the collection tells the one that counts.
 */
export function identityOf(
  { account, kind, subject, variant }: EvidenceOrder,
  collected?: Collected,
): StreamIdentity {
  return {
    accountId: account.accountId,
    kind,
    subject: collected ? refOf(collected.subject) : subject,
    variant,
  };
}

function refOf(subject: EvidenceSubject): EvidenceSubjectRef {
  const { entityRef, product, name } = subject;
  if (entityRef !== undefined) {
    return { type: 'component', name: entityRef };
  }
  if (name !== undefined && isSubjectProduct(product)) {
    return { type: product, name };
  }
  return { type: 'account' };
}

function isSubjectProduct(
  product: string | undefined,
): product is 'r2' | 'workers' | 'pages' {
  return product === 'r2' || product === 'workers' || product === 'pages';
}

export function streamOf(identity: StreamIdentity): string {
  const { accountId, kind, subject, variant } = identity;
  const key =
    subject.type === 'account'
      ? subject.type
      : `${subject.type}:${subject.name}`;
  return evidenceStream(accountId, kind, key, variant);
}

/** A window as evidence tells it. */
export function timesOf({ from, to }: TimeWindow): EvidenceWindow {
  return { from: evidenceTime(from), to: evidenceTime(to) };
}

export function completenessOf(collected: Collected): EvidenceCompleteness {
  const { count, reportedTotal, gaps } = collected;
  return {
    state: gaps.length > 0 ? 'partial' : 'complete',
    records: count,
    ...(reportedTotal !== undefined && { reportedTotal }),
    gaps,
  };
}

/**
 * Whether a partial reading of a past time tells less than a bundle of it:
 * records have gone meanwhile.
 */
export function tellsLess(
  { state, records, gaps }: EvidenceCompleteness,
  sealed: Pick<BundleRow, 'state' | 'records' | 'gaps'>,
): boolean {
  if (state === 'complete' || sealed.state === 'complete') {
    return state !== 'complete';
  }
  return (
    records < sealed.records ||
    (records === sealed.records &&
      missingMs(gaps) > missingMs(JSON.parse(sealed.gaps)))
  );
}

function missingMs(gaps: readonly EvidenceGap[]): number {
  return gaps.reduce(
    (sum, { from, to }) =>
      from && to ? sum + Date.parse(to) - Date.parse(from) : sum,
    0,
  );
}
