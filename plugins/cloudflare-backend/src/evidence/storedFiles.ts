import { LoggerService } from '@backstage/backend-plugin-api';
import {
  evidenceDocument,
  readManifest,
} from '@cloudflare-backstage/cloudflare-evidence';
import { StoredFile } from '../routing/StoredFile';
import { BundleRow, windowOf } from './BundleRow';
import { FileDigest, newSha256 } from './digest';
import { framed } from './documentPieces';
import { EvidenceStore } from './EvidenceStore';
import { tarPieces } from './tarPieces';

/** The forms in which a bundle is downloaded, and their types. */
export const downloadTypes = {
  json: 'application/json',
  tar: 'application/x-tar',
} as const;

/** A form in which a bundle is downloaded. */
export type DownloadForm = keyof typeof downloadTypes;

const SNAPSHOT = 'snapshot.json';
const SHORT_HASH = 12;
const LONGEST_SUBJECT = 60;

/** A bundle as the routes answer it, from the bytes that are stored. */
export function storedFile(
  services: { store: EvidenceStore; logger: LoggerService },
  row: BundleRow,
  form: DownloadForm,
): StoredFile {
  const digest =
    form === 'tar'
      ? { bytes: Number(row.tar_bytes), sha256: row.tar_sha256 }
      : { bytes: Number(row.document_bytes), sha256: row.document_sha256 };
  return {
    ...digest,
    body: checked(storedPieces(services.store, row, form), digest, () =>
      services.logger.error(
        `The stored bytes of the evidence ${row.id} are not those that were sealed: its ${form} was cut off`,
      ),
    ),
    contentType: downloadTypes[form],
    fileName: `${nameOf(row)}.${form}`,
  };
}

/** The bytes of a download, as they are stored. */
export function storedPieces(
  store: EvidenceStore,
  row: BundleRow,
  form: DownloadForm,
): AsyncIterable<Uint8Array> {
  return form === 'tar' ? tarOf(store, row) : documentOf(store, row);
}

async function* documentOf(
  store: EvidenceStore,
  { id }: BundleRow,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frame = evidenceDocument({
    manifest: await store.file(id, 'manifest.json'),
    attestation: await store.file(id, 'attestation.json'),
  });
  yield* framed(frame, store.content(id, SNAPSHOT));
}

async function* tarOf(
  store: EvidenceStore,
  row: BundleRow,
): AsyncGenerator<Uint8Array, void, undefined> {
  const names = await store.fileNames(row.id);
  const small = await Promise.all(
    names
      .filter(name => name !== SNAPSHOT)
      .map(async name => ({ name, content: await store.file(row.id, name) })),
  );
  const manifest = small.find(({ name }) => name === 'manifest.json');
  const snapshot = readManifest(manifest!.content).files.find(
    ({ name }) => name === SNAPSHOT,
  );
  yield* tarPieces(
    [
      ...small.map(({ name, content }) => ({
        name,
        bytes: content.byteLength,
        content: [content],
      })),
      {
        name: SNAPSHOT,
        bytes: snapshot!.bytes,
        content: store.content(row.id, SNAPSHOT),
      },
    ],
    windowOf(row),
  );
}

/**
 * The pieces, the last one only when all together are what they should be: of
 * bytes that were changed, nobody gets a whole file.
 */
async function* checked(
  pieces: AsyncIterable<Uint8Array>,
  expected: FileDigest,
  report: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = newSha256();
  let bytes = 0;
  let last: Uint8Array | undefined;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.byteLength;
    if (last) {
      yield last;
    }
    last = piece;
  }
  if (hash.digest() !== expected.sha256 || bytes !== expected.bytes) {
    report();
    throw new Error('The stored bytes of the evidence were changed');
  }
  if (last) {
    yield last;
  }
}

/** Tells kind, subject, window and digest, in characters safe everywhere. */
function nameOf(row: BundleRow): string {
  const window = windowOf(row);
  const subject = row.subject_name
    ? `${row.subject_type}-${slugOf(row.subject_name)}`
    : row.subject_type;
  return [
    row.kind,
    subject,
    ...(window ? [compact(window.from), compact(window.to)] : []),
    ...(row.variant === 'personal' ? [row.variant] : []),
    row.snapshot_sha256.slice(0, SHORT_HASH),
  ].join('_');
}

function slugOf(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_SUBJECT);
}

/** `20261121T000000Z` */
function compact(time: string): string {
  return time.replace(/[-:]|\.\d+/g, '');
}
