import { CloudflareProblem } from '../problems';

/**
 * Kinds of evidence.
 *
 * @public
 */
export const evidenceKinds = [
  'access-audit',
  'account-audit',
  'r2-lifecycle',
  'deployment-provenance',
  'token-inventory',
  'inventory',
  'scorecard',
] as const;

/**
 * A kind of evidence: logs, of a window of time (`access-audit`,
 * `account-audit`, `deployment-provenance`), or states.
 *
 * @public
 */
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * What evidence can be about.
 *
 * - `account`: `access-audit`, `account-audit`, `r2-lifecycle` (all buckets),
 *   `deployment-provenance`, `token-inventory`, `inventory`, `scorecard`
 * - `r2`, a bucket by its qualified name: `r2-lifecycle`
 * - `workers`, `pages`, a Worker or Pages project by its name, and
 *   `component`, by its entity reference: `deployment-provenance`
 *
 * @public
 */
export type EvidenceSubjectRef =
  | { type: 'account' }
  | { type: 'r2' | 'workers' | 'pages' | 'component'; name: string };

/**
 * Whether people appear as pseudonyms, or in clear.
 *
 * @public
 */
export type EvidenceVariantName = 'pseudonymous' | 'personal';

/**
 * A half-open window of time, RFC 3339.
 *
 * @public
 */
export interface EvidenceTimes {
  from: string;
  to: string;
}

/**
 * What evidence does not hold though it should.
 *
 * @public
 */
export interface EvidenceHole {
  from?: string;
  to?: string;
  what?: string;
  reason: string;
}

/**
 * A sealed bundle, as `GET /v1/evidence` lists it.
 *
 * @public
 */
export interface EvidenceBundle {
  id: string;
  account: string;
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  variant: EvidenceVariantName;
  /** Of logs. */
  window?: EvidenceTimes;
  stream: string;
  seq: number;
  state: 'complete' | 'partial';
  records: number;
  gaps: EvidenceHole[];
  collectedAt: string;
  snapshotSha256: string;
  manifestSha256: string;
  signed: boolean;
  /** Size of the tar file. */
  bytes: number;
}

/**
 * What `POST /v1/evidence` takes.
 *
 * @public
 */
export interface EvidenceRequestBody {
  kind: EvidenceKind;
  /** Default: the account. */
  subject?: EvidenceSubjectRef;
  /**
   * Of logs; default: the last full UTC day to which nothing is added any more.
   * Several days make a bundle each.
   */
  from?: string;
  to?: string;
  /** Default: `pseudonymous`. */
  variant?: EvidenceVariantName;
}

/**
 * The making of evidence, which goes on after the request is answered.
 *
 * @public
 */
export interface EvidenceJob {
  id: string;
  account: string;
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  variant: EvidenceVariantName;
  window?: EvidenceTimes;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  createdAt: string;
  finishedAt?: string;
  progress: {
    /** Bundles that are ready. */
    done: number;
    /** Bundles that there will be. */
    total: number;
    /** Records collected so far. */
    records: number;
  };
  /** Ids of the bundles; one that was there already is among them. */
  bundles: string[];
  /** Why it failed. */
  problem?: CloudflareProblem;
}

/**
 * A stream of bundles and its head. A copy of the head that is kept elsewhere
 * shows any later change of the chain.
 *
 * @public
 */
export interface EvidenceChain {
  stream: string;
  account: string;
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  variant: EvidenceVariantName;
  /** Of the newest bundle. */
  seq: number;
  /** SHA-256 of its manifest. */
  sha256: string;
  collectedAt: string;
  /** Bundles that are kept. */
  length: number;
  /** The newest bundle; absent when retention removed it, too. */
  newest?: EvidenceBundle;
  /** The newest bundle that retention removed. */
  cut?: { seq: number; sha256: string; at: string };
}

/**
 * What of a log is kept here or sealed.
 *
 * @public
 */
export interface EvidenceCoverage {
  account: string;
  kind: EvidenceKind;
  /** How long Cloudflare keeps the log, in hours. */
  retentionHours: number;
  /**
   * When collection began, as far as what was collected is still kept or sealed;
   * absent when nothing is.
   */
  since?: string;
  /** The window that this is about. */
  window: EvidenceTimes;
  /** Times of which the log was read. */
  covered: EvidenceTimes[];
  gaps: (EvidenceTimes & {
    /** `open`: can still be read until `until`. */
    state: 'open' | 'lost';
    until?: string;
  })[];
  /** UTC days, oldest first. */
  days: {
    day: string;
    state: 'sealed' | 'partial' | 'unsealed';
    /** Id of the newest bundle. */
    bundle?: string;
  }[];
  lastReadAt?: string;
}

/**
 * The verification of a bundle by the backend.
 *
 * @public
 */
export interface EvidenceVerification {
  ok: boolean;
  checks: {
    id: string;
    state: 'pass' | 'fail' | 'unchecked';
    about?: string;
    message: string;
  }[];
}

/**
 * The public part of the key that signs evidence. Without a key, bundles are
 * not signed.
 *
 * @public
 */
export interface EvidenceKey {
  /** PEM. */
  publicKey?: string;
  keyId?: string;
}
