import { attest, EvidenceSigner } from './attestation';
import { BundleFileName, describeFile, sha256Sums } from './bundleFiles';
import { canonicalBytes } from './canonicalJson';
import { evidenceTime } from './evidenceTime';
import {
  EvidenceFile,
  EvidenceManifest,
  EvidenceRequest,
  EvidenceValue,
  IncrementalSha256,
} from './types';
import { VERIFY_MD } from './verifyMd';

/**
 * `prev` of the first manifest of a stream.
 *
 * @public
 */
export const NO_PREVIOUS_MANIFEST = '0'.repeat(64);

/**
 * What a bundle is sealed from. Fields that are `undefined` are as if absent.
 *
 * @public
 */
export interface BundleParts
  extends Pick<
    EvidenceManifest,
    'stream' | 'seq' | 'prev' | 'collector' | 'credential'
  > {
  /** Of the bytes that `snapshotPieces` gave. */
  snapshot: Pick<EvidenceFile, 'sha256' | 'bytes'>;
  /** In the order in which they were made. */
  requests: readonly EvidenceRequest[];
  /** Results of checks, where the bundle has any. */
  results?: EvidenceValue;
  collectedAt: Date | string;
  sha256: () => IncrementalSha256;
  /** Absent: unsigned. */
  sign?: EvidenceSigner;
}

/**
 * A sealed bundle: all its files but `snapshot.json`, which is at hand already.
 *
 * @public
 */
export interface SealedBundle {
  manifest: EvidenceManifest;
  manifestSha256: string;
  /** In the order of the tar. */
  files: { name: BundleFileName; content: Uint8Array }[];
}

/** The fields that are not `undefined`. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as T;
}

/** A request as `requests.json` lists it. */
function listed(request: EvidenceRequest): EvidenceRequest {
  const at = request.at && evidenceTime(request.at);
  return defined({ ...request, at });
}

/**
 * Makes the manifest of a snapshot, its attestation, and the other small files
 * of the bundle.
 *
 * @public
 */
export async function sealBundle(parts: BundleParts): Promise<SealedBundle> {
  const { snapshot, results, sha256 } = parts;
  const describe = (name: BundleFileName, content: Uint8Array) =>
    describeFile(name, content, sha256);

  const contents = new Map<BundleFileName, Uint8Array>();
  contents.set('requests.json', canonicalBytes(parts.requests.map(listed)));
  if (results !== undefined) {
    contents.set('results.json', canonicalBytes(results));
  }
  const snapshotFile = {
    name: 'snapshot.json',
    sha256: snapshot.sha256,
    bytes: snapshot.bytes,
  };
  const manifest: EvidenceManifest = {
    schema: 'cf-evidence-manifest/v1',
    stream: parts.stream,
    seq: parts.seq,
    prev: parts.prev,
    collectedAt: evidenceTime(parts.collectedAt),
    collector: defined(parts.collector),
    credential: defined(parts.credential),
    snapshotSha256: snapshot.sha256,
    files: [
      ...[...contents].map(([name, content]) => describe(name, content)),
      snapshotFile,
    ],
  };
  contents.set('manifest.json', canonicalBytes(manifest));
  contents.set(
    'attestation.json',
    canonicalBytes(await attest(manifest, parts.sign)),
  );
  contents.set('VERIFY.md', new TextEncoder().encode(VERIFY_MD));
  const sums = [...contents].map(([name, content]) => describe(name, content));
  contents.set(
    'SHA256SUMS',
    new TextEncoder().encode(sha256Sums([...sums, snapshotFile])),
  );
  return {
    manifest,
    manifestSha256: sums.find(({ name }) => name === 'manifest.json')!.sha256,
    files: [...contents]
      .map(([name, content]) => ({ name, content }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
