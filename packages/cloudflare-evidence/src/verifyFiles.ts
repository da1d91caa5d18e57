import {
  bundleFileNames,
  describeFile,
  isBundleFileName,
  sha256Sums,
} from './bundleFiles';
import { sameBytes } from './canonicalFile';
import { Checks } from './checks';
import { EvidenceFile, EvidenceManifest, IncrementalSha256 } from './types';
import { VERIFY_MD } from './verifyMd';

/** Files of every bundle that the manifest does not list. */
const UNLISTED = ['SHA256SUMS', 'VERIFY.md', 'attestation.json'];

/** Files with their digests, each computed once. */
export class DescribedFiles {
  private readonly described = new Map<string, EvidenceFile>();

  constructor(
    readonly contents: ReadonlyMap<string, Uint8Array>,
    private readonly sha256: () => IncrementalSha256,
  ) {}

  describe(name: string): EvidenceFile | undefined {
    const content = this.contents.get(name);
    if (content && !this.described.has(name)) {
      this.described.set(name, describeFile(name, content, this.sha256));
    }
    return this.described.get(name);
  }
}

/** Whether the files are those that the manifest lists. */
export function verifyListed(
  checks: Checks,
  files: DescribedFiles,
  manifest: EvidenceManifest,
  isDocument: boolean,
): void {
  for (const listed of manifest.files) {
    const { name } = listed;
    const found = files.describe(name);
    if (!found) {
      if (isDocument && name !== 'snapshot.json') {
        checks.unchecked(
          'files',
          name,
          'A JSON document leaves this file out; the tar file has it.',
        );
      } else {
        checks.fail('files', name, 'The manifest lists it, and it is missing.');
      }
    } else if (found.sha256 !== listed.sha256 || found.bytes !== listed.bytes) {
      checks.fail(
        'files',
        name,
        `The manifest lists ${listed.bytes} bytes with SHA-256 ${listed.sha256}, and it has ${found.bytes} with ${found.sha256}: it was changed.`,
      );
    } else {
      checks.pass(
        'files',
        name,
        'It has the size and the SHA-256 that the manifest lists.',
      );
    }
  }
  const isListed = (name: string) =>
    name === 'manifest.json' ||
    UNLISTED.includes(name) ||
    manifest.files.some(file => file.name === name);
  for (const name of files.contents.keys()) {
    if (isListed(name)) {
      continue;
    }
    if (isBundleFileName(name)) {
      checks.fail('files', name, 'The manifest does not list it.');
    } else {
      checks.unchecked('files', name, 'It is no part of the evidence.');
    }
  }
}

/** Whether `VERIFY.md`, which nobody signs, says what we say. */
export function verifyInstructions(
  checks: Checks,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  const text = files.get('VERIFY.md');
  if (!text) {
    return;
  }
  if (sameBytes(text, new TextEncoder().encode(VERIFY_MD))) {
    checks.pass('files', 'VERIFY.md', 'It is the text of this version.');
  } else {
    checks.unchecked(
      'files',
      'VERIFY.md',
      'It is not the text of this version: that of another one, or changed. No signature covers it, so do not rely on what it says.',
    );
  }
}

/** Whether `SHA256SUMS` names the other files of the bundle as they are. */
export function verifySums(checks: Checks, files: DescribedFiles): void {
  for (const name of UNLISTED) {
    if (!files.contents.has(name)) {
      checks.fail('files', name, 'It is missing; every bundle has it.');
    }
  }
  const sums = files.contents.get('SHA256SUMS');
  if (!sums) {
    return;
  }
  const expected = bundleFileNames
    .filter(name => name !== 'SHA256SUMS')
    .flatMap(name => files.describe(name) ?? []);
  if (sameBytes(sums, new TextEncoder().encode(sha256Sums(expected)))) {
    checks.pass('files', 'SHA256SUMS', 'It names every file as it is.');
    return;
  }
  const lines = new TextDecoder().decode(sums);
  const different = expected
    .filter(file => !lines.includes(sha256Sums([file])))
    .map(({ name }) => name);
  checks.fail(
    'files',
    'SHA256SUMS',
    different.length > 0
      ? `It has other digests for ${different.join(', ')}.`
      : 'It names files that are not there, or was changed.',
  );
}
