import { readCanonical, readShape } from './canonicalFile';
import { EvidenceProfileError } from './canonicalJson';
import { Checks } from './checks';
import { evidenceStream, evidenceSubjectKey } from './evidenceStream';
import { EvidenceFiles } from './readEvidence';
import { attestationSchema, manifestSchema, snapshotSchema } from './schemas';
import { RecordSequence } from './snapshotPieces';
import {
  EvidenceManifest,
  EvidenceSnapshot,
  IncrementalSha256,
  VerificationReport,
} from './types';
import { verifySignature, verifyStatement } from './verifyAttestation';
import {
  DescribedFiles,
  verifyInstructions,
  verifyListed,
  verifySums,
} from './verifyFiles';

/**
 * What a verification is made with.
 *
 * @public
 */
export interface VerifyEvidenceOptions {
  sha256: () => IncrementalSha256;
  /** PEM (SPKI) of the key that is expected to have signed. */
  publicKey?: string;
  /** The files are those of a JSON document, which leaves some out. */
  document?: boolean;
}

/**
 * Verifies the files of one bundle: their digests and bytes, the snapshot, its
 * records, the attestation and, with a key, the signature. The place in the
 * chain is for `verifyChain`.
 *
 * @public
 */
export async function verifyEvidence(
  files: Readonly<EvidenceFiles>,
  options: VerifyEvidenceOptions,
): Promise<VerificationReport> {
  const { document = false, publicKey, sha256 } = options;
  const checks = new Checks();
  const described = new DescribedFiles(files, sha256);
  const json = (name: string) => readJson(checks, files, name);

  const manifestValue = json('manifest.json');
  const manifest =
    manifestValue &&
    checks.try('files', 'manifest.json', () =>
      readShape(manifestSchema, manifestValue.value),
    );
  const snapshotValue = json('snapshot.json');
  const snapshot =
    snapshotValue &&
    checks.try('snapshot', 'snapshot.json', () =>
      readShape(snapshotSchema, snapshotValue.value),
    );
  const attestationValue = json('attestation.json');
  const attestation =
    attestationValue &&
    checks.try('attestation', 'attestation.json', () =>
      readShape(attestationSchema, attestationValue.value),
    );
  json('requests.json');
  json('results.json');

  if (!files.has('manifest.json')) {
    checks.fail(
      'files',
      'manifest.json',
      'It is missing: these files are no evidence, or not all of it.',
    );
  }
  if (manifest) {
    verifyListed(checks, described, manifest, document);
  }
  if (!document) {
    verifySums(checks, described);
    verifyInstructions(checks, files);
  }
  if (manifest && snapshot) {
    verifySnapshot(checks, manifest, snapshot, described);
  }
  if (snapshot) {
    verifyRecords(checks, snapshot);
  }
  if (manifest && attestation) {
    verifyStatement(checks, attestation, manifest);
  }
  if (attestation || !files.has('attestation.json')) {
    await verifySignature(checks, attestation, publicKey);
  }
  return checks.report();
}

/** The value of a canonical file, in a box since `null` is one, too. */
function readJson(
  checks: Checks,
  files: Readonly<EvidenceFiles>,
  name: string,
): { value: unknown } | undefined {
  const bytes = files.get(name);
  if (!bytes) {
    return undefined;
  }
  const read = checks.try('canonical', name, () => ({
    value: readCanonical(bytes),
  }));
  if (read) {
    checks.pass(
      'canonical',
      name,
      'Its bytes are those of the canonical form (RFC 8785).',
    );
  }
  return read;
}

function verifySnapshot(
  checks: Checks,
  manifest: EvidenceManifest,
  snapshot: EvidenceSnapshot,
  files: DescribedFiles,
): void {
  const { sha256 } = files.describe('snapshot.json')!;
  const { kind, redaction, subject } = snapshot;
  const isOfStream =
    manifest.stream ===
    evidenceStream(
      subject.account,
      kind,
      evidenceSubjectKey(subject),
      redaction.variant,
    );
  if (sha256 !== manifest.snapshotSha256) {
    checks.fail(
      'snapshot',
      'snapshot.json',
      `The manifest is about a snapshot with SHA-256 ${manifest.snapshotSha256}, and this one has ${sha256}.`,
    );
  } else if (!isOfStream) {
    checks.fail(
      'snapshot',
      'snapshot.json',
      `Its account, kind, subject or variant is not that of the stream ${manifest.stream}.`,
    );
  } else {
    checks.pass(
      'snapshot',
      'snapshot.json',
      `It is the snapshot of the manifest, SHA-256 ${sha256}.`,
    );
  }
}

function verifyRecords(checks: Checks, snapshot: EvidenceSnapshot): void {
  const { completeness, records } = snapshot;
  const sequence = new RecordSequence();
  try {
    records.forEach(record => sequence.add(record));
    sequence.end(completeness.records);
  } catch (error) {
    if (!(error instanceof EvidenceProfileError)) {
      throw error;
    }
    checks.fail('records', 'snapshot.json', `${error.message}.`);
    return;
  }
  const told =
    completeness.state === 'complete'
      ? 'It says that these are all there were.'
      : `It says that it is partial: ${completeness.gaps.length} gaps.`;
  checks.pass(
    'records',
    'snapshot.json',
    `${records.length} records, in order, each once. ${told}`,
  );
}
