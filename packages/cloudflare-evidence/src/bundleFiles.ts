import { EvidenceFile, EvidenceWindow, IncrementalSha256 } from './types';

/**
 * The files of a bundle, in the order of the tar; `results.json` is not in
 * every one.
 *
 * @public
 */
export const bundleFileNames = [
  'SHA256SUMS',
  'VERIFY.md',
  'attestation.json',
  'manifest.json',
  'requests.json',
  'results.json',
  'snapshot.json',
] as const;

/**
 * Name of a file of a bundle.
 *
 * @public
 */
export type BundleFileName = (typeof bundleFileNames)[number];

/** Whether a bundle can have a file of this name. */
export function isBundleFileName(name: string): name is BundleFileName {
  return bundleFileNames.includes(name as BundleFileName);
}

/**
 * What the header of a file in the tar says, the same on every machine. The
 * names of the fields are those of `tar-stream`.
 *
 * @public
 */
export interface TarHeader {
  name: string;
  size: number;
  type: 'file';
  mode: number;
  uid: number;
  gid: number;
  uname: string;
  gname: string;
  mtime: Date;
}

/**
 * The header of a file in the tar: of a log, as old as the end of its window;
 * of a state, of 1970.
 *
 * @public
 */
export function tarHeader(
  name: BundleFileName,
  bytes: number,
  window?: EvidenceWindow,
): TarHeader {
  const seconds = window ? Math.floor(Date.parse(window.to) / 1000) : 0;
  return {
    name,
    size: bytes,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    mtime: new Date(seconds * 1000),
  };
}

/** Name, digest and size of a file that is at hand. */
export function describeFile(
  name: string,
  content: Uint8Array,
  sha256: () => IncrementalSha256,
): EvidenceFile {
  const hash = sha256();
  hash.update(content);
  return { name, sha256: hash.digest(), bytes: content.byteLength };
}

/** `SHA256SUMS` of files, in the form that `sha256sum -c` reads. */
export function sha256Sums(
  files: readonly Pick<EvidenceFile, 'name' | 'sha256'>[],
): string {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
}
