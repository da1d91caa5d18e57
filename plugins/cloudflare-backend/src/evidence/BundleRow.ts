import {
  EvidenceGap,
  evidenceTime,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  EvidenceBundle,
  EvidenceKind,
  EvidenceSubjectRef,
  EvidenceVariantName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { TimeWindow } from '../routing/fields';

/** What tells one stream of evidence from another. */
export interface StreamIdentity {
  accountId: string;
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  variant: EvidenceVariantName;
}

/** The columns of a {@link StreamIdentity}. */
export interface IdentityRow {
  account_id: string;
  kind: EvidenceKind;
  subject_type: EvidenceSubjectRef['type'];
  subject_name: string | null;
  variant: EvidenceVariantName;
}

/** A sealed bundle, as the database keeps it. */
export interface BundleRow extends IdentityRow {
  id: string;
  stream: string;
  seq: number;
  window_from: string | null;
  window_to: string | null;
  collected_at: string;
  state: 'complete' | 'partial';
  records: number;
  gaps: string;
  snapshot_sha256: string;
  manifest_sha256: string;
  // SQLite keeps 0 and 1.
  signed: boolean | number;
  // PostgreSQL answers large numbers as texts.
  tar_bytes: number | string;
  tar_sha256: string;
  document_bytes: number | string;
  document_sha256: string;
}

/** A stream, as the database keeps it. */
export interface StreamRow extends IdentityRow {
  stream: string;
  /** -1: no bundle yet. */
  head_seq: number;
  head_sha256: string | null;
  head_at: string | null;
  cut_seq: number | null;
  cut_sha256: string | null;
  cut_at: string | null;
}

export function toIdentityRow(identity: StreamIdentity): IdentityRow {
  const { subject } = identity;
  return {
    account_id: identity.accountId,
    kind: identity.kind,
    subject_type: subject.type,
    subject_name: subject.type === 'account' ? null : subject.name,
    variant: identity.variant,
  };
}

export function subjectOf(row: IdentityRow): EvidenceSubjectRef {
  return row.subject_type === 'account'
    ? { type: 'account' }
    : { type: row.subject_type, name: row.subject_name ?? '' };
}

/** A window as the tables have it. */
export function toWindowRow(window: TimeWindow | undefined) {
  return {
    window_from: window?.from.toISOString() ?? null,
    window_to: window?.to.toISOString() ?? null,
  };
}

/** A window as evidence and answers have it. */
export function windowOf(row: {
  window_from: string | null;
  window_to: string | null;
}): { from: string; to: string } | undefined {
  return row.window_from && row.window_to
    ? { from: evidenceTime(row.window_from), to: evidenceTime(row.window_to) }
    : undefined;
}

/** @param account - key of the account, which can change while its id stays */
export function toBundle(row: BundleRow, account: string): EvidenceBundle {
  return {
    id: row.id,
    account,
    kind: row.kind,
    subject: subjectOf(row),
    variant: row.variant,
    window: windowOf(row),
    stream: row.stream,
    seq: row.seq,
    state: row.state,
    records: row.records,
    gaps: JSON.parse(row.gaps) as EvidenceGap[],
    collectedAt: evidenceTime(row.collected_at),
    snapshotSha256: row.snapshot_sha256,
    manifestSha256: row.manifest_sha256,
    signed: Boolean(row.signed),
    bytes: Number(row.tar_bytes),
  };
}
