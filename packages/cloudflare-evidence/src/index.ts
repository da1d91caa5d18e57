/**
 * Evidence in the format "cf-evidence v1": canonical snapshots, chained
 * manifests, attestations, and their verification.
 *
 * @packageDocumentation
 */
export {
  EVIDENCE_PAYLOAD_TYPE,
  EVIDENCE_PREDICATE_TYPE,
  preAuthEncoding,
  statementOf,
} from './attestation';
export type { EvidenceSigner, EvidenceStatement } from './attestation';
export { bundleFileNames, tarHeader } from './bundleFiles';
export type { BundleFileName, TarHeader } from './bundleFiles';
export { readManifest } from './canonicalFile';
export {
  canonicalBytes,
  canonicalJson,
  EvidenceProfileError,
} from './canonicalJson';
export { evidenceDocument } from './evidenceDocument';
export type { EvidenceDocumentFrame } from './evidenceDocument';
export { evidenceStream } from './evidenceStream';
export { evidenceTime } from './evidenceTime';
export { isEvidenceDocument, readEvidence } from './readEvidence';
export type { EvidenceFiles } from './readEvidence';
export { NO_PREVIOUS_MANIFEST, sealBundle } from './sealBundle';
export type { BundleParts, SealedBundle } from './sealBundle';
export { compareRecords, snapshotPieces } from './snapshotPieces';
export type { EvidenceSnapshotHead } from './snapshotPieces';
export { verifyChain } from './verifyChain';
export type {
  ChainLink,
  EvidenceHead,
  VerifyChainOptions,
} from './verifyChain';
export { verifyEvidence } from './verifyEvidence';
export type { VerifyEvidenceOptions } from './verifyEvidence';
export { VERIFY_MD } from './verifyMd';
export * from './types';
