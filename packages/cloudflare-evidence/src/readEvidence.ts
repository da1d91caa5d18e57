import { parseTar } from 'nanotar';
import { isBundleFileName } from './bundleFiles';
import { readCanonical, UnacceptableFileError } from './canonicalFile';
import { canonicalBytes } from './canonicalJson';

/**
 * The files of a bundle, by name.
 *
 * @public
 */
export type EvidenceFiles = Map<string, Uint8Array>;

const OPENING_BRACE = 0x7b;
const TAR_MAGIC = 'ustar';
const TAR_MAGIC_AT = 257;
/** What tools leave beside the files they pack. */
const ROOT_FOLDER = /^(\.\/?)?$/;
const TAR_BLOCK = 512;
const TAR_SIZE_AT = 124;
const TAR_TYPE_AT = 156;
/** In other forms, tools read different numbers. */
const TAR_SIZE = /^[0-7]{11}[\0 ]$/;
/** A file, a file of old tools, a folder: no extension for the entry after it. */
const PLAIN_TYPES = ['0', '\0', '5'];

/**
 * Whether bytes are a JSON document rather than a tar. `verifyEvidence` is told
 * so, since a document leaves out some files.
 *
 * @public
 */
export function isEvidenceDocument(bytes: Uint8Array): boolean {
  return bytes[0] === OPENING_BRACE;
}

/**
 * The files of a bundle from its tar, or from its JSON document: that has no
 * more than `manifest.json`, `snapshot.json` and `attestation.json`. Throws
 * when it is neither.
 *
 * @public
 */
export function readEvidence(bytes: Uint8Array): EvidenceFiles {
  if (isEvidenceDocument(bytes)) {
    return readDocument(bytes);
  }
  const magic = bytes.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + TAR_MAGIC.length);
  if (new TextDecoder().decode(magic) !== TAR_MAGIC) {
    throw new UnacceptableFileError(
      'This is neither a tar file nor a JSON document of evidence.',
    );
  }
  return readTar(bytes);
}

function readDocument(bytes: Uint8Array): EvidenceFiles {
  const document = readCanonical(bytes) as Record<string, unknown>;
  const files: EvidenceFiles = new Map();
  for (const [key, part] of Object.entries(document)) {
    if (!['attestation', 'manifest', 'snapshot'].includes(key)) {
      throw new UnacceptableFileError(
        `A JSON document of evidence has no ${JSON.stringify(key)}.`,
      );
    }
    files.set(`${key}.json`, canonicalBytes(part));
  }
  return files;
}

function readTar(bytes: Uint8Array): EvidenceFiles {
  // nanotar reads the whole buffer behind the bytes; `slice` of a Node.js Buffer
  // would not copy.
  const own = new Uint8Array(bytes);
  const files: EvidenceFiles = new Map();
  let end = 0;
  try {
    const entries = parseTar(own, {
      filter(entry) {
        const isWanted = isFileOfBundle(entry);
        checkHeader(own.subarray(end, end + TAR_BLOCK));
        end += TAR_BLOCK * (1 + Math.ceil(entry.size / TAR_BLOCK));
        return isWanted;
      },
    });
    for (const { name, data } of entries) {
      const plain = name.replace(/^\.\//, '');
      if (files.has(plain)) {
        throw new UnacceptableFileError(`The tar file has ${plain} twice.`);
      }
      files.set(plain, data ?? new Uint8Array());
    }
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UnacceptableFileError('The tar file is damaged or cut off.');
    }
    throw error;
  }
  // Another tool could go on there, and write over what is verified here.
  if (own.subarray(end).some(byte => byte !== 0)) {
    throw new UnacceptableFileError(
      'The tar file has something behind its last file.',
    );
  }
  return files;
}

/** Throws for an entry of which tools read another name or size than we do. */
function checkHeader(header: Uint8Array): void {
  const size = header.subarray(TAR_SIZE_AT, TAR_SIZE_AT + 12);
  if (!TAR_SIZE.test(String.fromCharCode(...size))) {
    throw new UnacceptableFileError('The tar file is damaged or cut off.');
  }
  if (!PLAIN_TYPES.includes(String.fromCharCode(header[TAR_TYPE_AT]))) {
    throw new UnacceptableFileError(
      'The tar file has extended headers, which tools read in different ways.',
    );
  }
}

/** Throws for what a bundle cannot have. */
function isFileOfBundle(entry: {
  name: string;
  type?: string;
  size: number;
}): boolean {
  const { name, type, size } = entry;
  if (type === 'directory' && ROOT_FOLDER.test(name) && size === 0) {
    return false;
  }
  if (!isBundleFileName(name.replace(/^\.\//, '')) || type !== 'file') {
    throw new UnacceptableFileError(
      `The tar file has ${JSON.stringify(
        name.slice(0, 100),
      )}, which is no file of a bundle.`,
    );
  }
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new UnacceptableFileError('The tar file is damaged or cut off.');
  }
  return true;
}
