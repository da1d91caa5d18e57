/**
 * A value that JSON can carry.
 *
 * @public
 */
export type EvidenceValue =
  | string
  | number
  | boolean
  | null
  | EvidenceValue[]
  | { [key: string]: EvidenceValue };

/**
 * One record of a snapshot. Records are in the order of `occurredAt` (where
 * absent: before all others), then of `id`, by UTF-16 code units.
 *
 * @public
 */
export type EvidenceRecord = { [key: string]: EvidenceValue } & {
  /** Tells the record from every other one of the snapshot. */
  id: string;
  /** RFC 3339, UTC, without a fraction when it is zero. */
  occurredAt?: string;
};

/**
 * How people appear in a snapshot: as pseudonyms, or in clear.
 *
 * @public
 */
export type EvidenceVariant = 'pseudonymous' | 'personal';

/**
 * A half-open window of time, RFC 3339 in UTC.
 *
 * @public
 */
export interface EvidenceWindow {
  from: string;
  to: string;
}

/**
 * What a snapshot does not hold though it should, and why.
 *
 * @public
 */
export interface EvidenceGap {
  /** The time that is missing, where it is a time. */
  from?: string;
  to?: string;
  /** What is missing, where it is not a time: a product, a bucket, … */
  what?: string;
  /** Kind of problem, such as `forbidden` or `unavailable`. */
  reason: string;
}

/**
 * How much of what there was is in a snapshot.
 *
 * @public
 */
export interface EvidenceCompleteness {
  state: 'complete' | 'partial';
  /** Number of records. */
  records: number;
  /** Number of items that Cloudflare reported, where it reports one. */
  reportedTotal?: number;
  gaps: EvidenceGap[];
}

/**
 * What was taken out of the records.
 *
 * @public
 */
export interface EvidenceRedaction {
  /** Name and version of the rules, such as `cloudflare-backstage@1`. */
  policy: string;
  variant: EvidenceVariant;
  /** Which key made the pseudonyms; two snapshots with the same id agree on them. */
  pseudonymKeyId: string;
  /** How often a field was masked or left out, by its path. */
  removed: { [path: string]: number };
}

/**
 * What a snapshot is about.
 *
 * @public
 */
export interface EvidenceSubject {
  /** Id of the Cloudflare account. */
  account: string;
  /** Catalog entity, where the subject is one. */
  entityRef?: string;
  /** Product, where the subject is one of its resources. */
  product?: string;
  /** Qualified name of the resource. */
  name?: string;
}

/**
 * `snapshot.json`. Holds nothing of when, where and by whom it was collected,
 * so that the same upstream data give the same bytes.
 *
 * @public
 */
export interface EvidenceSnapshot {
  schema: 'cf-evidence-snapshot/v1';
  kind: string;
  subject: EvidenceSubject;
  /** Of logs; a state has none. */
  window?: EvidenceWindow;
  completeness: EvidenceCompleteness;
  redaction: EvidenceRedaction;
  records: EvidenceRecord[];
}

/**
 * A file of a bundle, as the manifest lists it.
 *
 * @public
 */
export interface EvidenceFile {
  name: string;
  /** 64 lower-case hex digits. */
  sha256: string;
  bytes: number;
}

/**
 * `manifest.json`: what a bundle consists of, and its place in the chain of
 * its stream.
 *
 * @public
 */
export interface EvidenceManifest {
  schema: 'cf-evidence-manifest/v1';
  /** `<account id>/<kind>/<subject>/<variant>`. */
  stream: string;
  /** Counted from 0, without holes. */
  seq: number;
  /** SHA-256 of the `manifest.json` before; 64 zeros in the first one. */
  prev: string;
  collectedAt: string;
  collector: { name: string; version: string; commit?: string };
  /** The token that read; never its value. */
  credential: {
    tokenId?: string;
    /** Absent when it could not be found out. */
    readOnly?: boolean;
  };
  snapshotSha256: string;
  files: EvidenceFile[];
}

/**
 * One upstream read, as `requests.json` lists it.
 *
 * @public
 */
export interface EvidenceRequest {
  method: string;
  /** Path template, such as `/accounts/{account}/logs/audit`. */
  path: string;
  /** Without values that name people, and without cursors. */
  query: { [name: string]: string };
  /** When it was answered, or had failed: RFC 3339. */
  at?: string;
  /** Absent when nothing was answered. */
  status?: number;
  /** Counted from 1 among the reads of one list. */
  page?: number;
  items?: number;
  etag?: string;
  rayId?: string;
}

/**
 * `attestation.json`: a DSSE envelope over an in-toto statement. Without a key
 * it has no signatures, and proves nothing of who made it.
 *
 * @public
 */
export interface EvidenceAttestation {
  payloadType: 'application/vnd.in-toto+json';
  /** Base64 of the statement. */
  payload: string;
  /** `sig`: base64 of an ASN.1 DER signature, ECDSA P-256 with SHA-256. */
  signatures: { keyid: string; sig: string }[];
}

/**
 * A whole export as one JSON document; its bytes are canonical, and
 * `manifest.snapshotSha256` is the SHA-256 of the canonical bytes of `snapshot`.
 *
 * @public
 */
export interface EvidenceDocument {
  manifest: EvidenceManifest;
  snapshot: EvidenceSnapshot;
  attestation?: EvidenceAttestation;
}

/**
 * SHA-256 that is fed piece by piece: `createHash('sha256')` in Node.js, or
 * `sha256.create()` of `@noble/hashes` in a browser, behind this.
 *
 * @public
 */
export interface IncrementalSha256 {
  update(bytes: Uint8Array): void;
  /** 64 lower-case hex digits; ends it. */
  digest(): string;
}

/**
 * One thing that was checked, in plain words.
 *
 * @public
 */
export interface VerificationCheck {
  /**
   * - `files`: every listed file is there with its digest and size
   * - `canonical`: the bytes are those of the canonical form
   * - `snapshot`: the snapshot is what the manifest says
   * - `records`: their order and number are as told
   * - `attestation`: the statement names the files and the manifest
   * - `signature`: by the key that was given
   * - `chain`: its place in the stream
   */
  id:
    | 'files'
    | 'canonical'
    | 'snapshot'
    | 'records'
    | 'attestation'
    | 'signature'
    | 'chain';
  /** `unchecked`: could not be checked with what was given, see `message`. */
  state: 'pass' | 'fail' | 'unchecked';
  /** The file or bundle that it is about. */
  about?: string;
  message: string;
}

/**
 * The outcome of a verification.
 *
 * @public
 */
export interface VerificationReport {
  /** No check failed, and something was checked. */
  ok: boolean;
  checks: VerificationCheck[];
}
