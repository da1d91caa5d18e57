import {
  EvidenceManifest,
  IncrementalSha256,
  isEvidenceDocument,
  readEvidence,
  readManifest,
  VerificationReport,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What came of the verification of a file. */
export interface VerifiedFile {
  report: VerificationReport;
  /** Absent where the file has none that can be read. */
  manifest?: EvidenceManifest;
}

/** Verifies a bundle (tar) or a JSON document, here in the browser. */
export async function verifyFile(
  bytes: Uint8Array,
  publicKey: string | undefined,
): Promise<VerifiedFile> {
  const files = readEvidence(bytes);
  const report = await verifyEvidence(files, {
    sha256: incrementalSha256,
    publicKey,
    document: isEvidenceDocument(bytes),
  });
  return { report, manifest: manifestOf(files.get('manifest.json')) };
}

/** Web Crypto takes whole files only, and only on secure pages. */
function incrementalSha256(): IncrementalSha256 {
  const hash = sha256.create();
  return {
    update: bytes => {
      hash.update(bytes);
    },
    digest: () => bytesToHex(hash.digest()),
  };
}

/** The report tells what is wrong with a manifest that cannot be read. */
function manifestOf(bytes: Uint8Array | undefined) {
  try {
    return bytes && readManifest(bytes);
  } catch {
    return undefined;
  }
}
