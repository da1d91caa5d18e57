import {
  EvidenceBundle,
  EvidenceChain,
  EvidenceCoverage,
  EvidenceJob,
} from '@cloudflare-backstage/plugin-cloudflare-common';

const ACCOUNT_ID = '0123456789abcdef0123456789abcdef';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A sealed day of the Access log, complete and signed. */
export function bundle(changes?: Partial<EvidenceBundle>): EvidenceBundle {
  return {
    id: 'b7',
    account: 'default',
    kind: 'access-audit',
    subject: { type: 'account' },
    variant: 'pseudonymous',
    window: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    stream: `${ACCOUNT_ID}/access-audit/account/pseudonymous`,
    seq: 7,
    state: 'complete',
    records: 1204,
    gaps: [],
    collectedAt: '2026-11-21T01:00:00Z',
    snapshotSha256: HASH,
    manifestSha256: `${HASH.slice(0, 62)}ff`,
    signed: true,
    bytes: 482_000,
    ...changes,
  };
}

/** The stream of a bundle, which is its newest. */
export function chain(
  newest: EvidenceBundle = bundle(),
  changes?: Partial<EvidenceChain>,
): EvidenceChain {
  const { account, collectedAt, kind, seq, stream, subject, variant } = newest;
  return {
    stream,
    account,
    kind,
    subject,
    variant,
    seq,
    sha256: newest.manifestSha256,
    collectedAt,
    length: seq + 1,
    newest,
    ...changes,
  };
}

/** Thirty sealed days of the Access log. */
export function coverage(
  changes?: Partial<EvidenceCoverage>,
): EvidenceCoverage {
  const days = Array.from({ length: 30 }, (_, i) =>
    new Date(Date.UTC(2026, 9, 23 + i)).toISOString().slice(0, 10),
  );
  return {
    account: 'default',
    kind: 'access-audit',
    retentionHours: 24,
    since: '2026-08-01T00:00:00Z',
    window: { from: '2026-10-23T00:00:00Z', to: '2026-11-22T00:00:00Z' },
    covered: [{ from: '2026-10-23T00:00:00Z', to: '2026-11-22T00:00:00Z' }],
    gaps: [],
    days: days.map(day => ({ day, state: 'sealed', bundle: `b-${day}` })),
    lastReadAt: '2026-11-22T01:00:00Z',
    ...changes,
  };
}

/** A job that collects one day of the Access log. */
export function job(changes?: Partial<EvidenceJob>): EvidenceJob {
  return {
    id: 'j1',
    account: 'default',
    kind: 'access-audit',
    subject: { type: 'account' },
    variant: 'pseudonymous',
    window: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    state: 'running',
    createdAt: '2026-11-22T02:00:00Z',
    progress: { done: 0, total: 1, records: 420 },
    bundles: [],
    ...changes,
  };
}
