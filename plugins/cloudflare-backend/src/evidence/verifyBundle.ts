import {
  BundleFileName,
  EvidenceFile,
  EvidenceHead,
  readManifest,
  verifyChain,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { EvidenceVerification } from '@cloudflare-backstage/plugin-cloudflare-common';
import { BundleRow } from './BundleRow';
import { digestOf, newSha256 } from './digest';
import { EvidenceServices } from './EvidenceServices';
import { EvidenceStore } from './EvidenceStore';
import { DownloadForm, downloadTypes, storedPieces } from './storedFiles';

type Check = EvidenceVerification['checks'][number];
type Services = Pick<EvidenceServices, 'store' | 'signing'>;

/** Bytes of a bundle that are read as a whole: more would hold up others. */
const MOST_BYTES = 1024 * 1024;

/** Verifies the stored bytes of a bundle and its place in the chain. */
export async function verifyBundle(
  services: Services,
  row: BundleRow,
): Promise<EvidenceVerification> {
  const isLarge = Number(row.tar_bytes) > MOST_BYTES;
  const checks = [
    ...(isLarge
      ? await digestChecks(services, row)
      : await contentChecks(
          services,
          row,
          await services.store.fileNames(row.id),
        )),
    ...(await downloadChecks(services, row)),
    ...(await chainChecks(services, row)),
  ];
  return { ok: checks.every(({ state }) => state !== 'fail'), checks };
}

async function contentChecks(
  { store, signing }: Services,
  row: BundleRow,
  names: readonly BundleFileName[],
): Promise<Check[]> {
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    files.set(name, await store.file(row.id, name));
  }
  const isByKey =
    signing !== undefined &&
    Boolean(row.signed) &&
    new TextDecoder()
      .decode(files.get('attestation.json'))
      .includes(JSON.stringify(signing.keyId));
  const { checks } = await verifyEvidence(files, {
    sha256: newSha256,
    // Of keys that were configured before, nothing is known any more.
    publicKey: isByKey ? signing.publicKey : undefined,
  });
  return checks;
}

/** What can be checked of a large bundle without holding it in memory. */
async function digestChecks(
  services: Services,
  row: BundleRow,
): Promise<Check[]> {
  const { store } = services;
  const checks: Check[] = [
    {
      id: 'canonical',
      state: 'unchecked',
      about: 'snapshot.json',
      message:
        'It is too large to be checked record by record here: download the bundle, and verify it with the command line tool.',
    },
  ];
  const small = await contentChecks(services, row, [
    'attestation.json',
    'manifest.json',
  ]);
  // The others are missing to it alone: their digests are checked below.
  checks.push(...small.filter(({ id }) => id !== 'files'));
  for (const file of await listedFiles(store, row, checks)) {
    const found = await digestOf(
      store.content(row.id, file.name as BundleFileName),
    );
    const same = found.sha256 === file.sha256 && found.bytes === file.bytes;
    checks.push({
      id: 'files',
      state: same ? 'pass' : 'fail',
      about: file.name,
      message: same
        ? 'It has the digest and the size that the manifest tells.'
        : 'It is not what the manifest tells: its bytes were changed.',
    });
  }
  return checks;
}

async function listedFiles(
  store: EvidenceStore,
  row: BundleRow,
  checks: Check[],
): Promise<EvidenceFile[]> {
  try {
    return readManifest(await store.file(row.id, 'manifest.json')).files;
  } catch (error) {
    const { message } = error as Error;
    checks.push({
      id: 'files',
      state: 'fail',
      about: 'manifest.json',
      message,
    });
    return [];
  }
}

/** Whether downloads have the digests that they are sent with. */
async function downloadChecks(
  { store }: Services,
  row: BundleRow,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const form of Object.keys(downloadTypes) as DownloadForm[]) {
    const expected = form === 'tar' ? row.tar_sha256 : row.document_sha256;
    const found = await digestOf(storedPieces(store, row, form)).catch(
      () => undefined,
    );
    const same = found?.sha256 === expected;
    checks.push({
      id: 'files',
      state: same ? 'pass' : 'fail',
      about: `download (${form})`,
      message: same
        ? `Its bytes are those that were sealed, SHA-256 ${expected}.`
        : `Its bytes are not those that were sealed, SHA-256 ${expected}.`,
    });
  }
  return checks;
}

async function chainChecks(
  { store }: Services,
  row: BundleRow,
): Promise<Check[]> {
  const { stream, seq } = row;
  const [before, after, chain] = await Promise.all([
    store.bundleAt(stream, seq - 1),
    store.bundleAt(stream, seq + 1),
    store.stream(stream),
  ]);
  const links = [before, row, after].flatMap(each => each ?? []);
  const last = links[links.length - 1];
  const heads: EvidenceHead[] = [
    { stream, seq: last.seq, sha256: last.manifest_sha256 },
  ];
  if (chain?.head_seq === last.seq && chain.head_sha256) {
    heads.push({ stream, seq: last.seq, sha256: chain.head_sha256 });
  }
  if (!before && chain?.cut_seq === seq - 1 && chain.cut_sha256) {
    heads.push({ stream, seq: seq - 1, sha256: chain.cut_sha256 });
  }
  const { checks } = verifyChain(
    await Promise.all(
      links.map(async ({ id, seq: at }) => ({
        manifest: await store.file(id, 'manifest.json'),
        about: `bundle ${at}`,
      })),
    ),
    { sha256: newSha256, head: heads },
  );
  const missing = [
    ...(!before && seq > 0 && chain?.cut_seq !== seq - 1 ? [seq - 1] : []),
    ...(!after && chain && seq < chain.head_seq ? [seq + 1] : []),
  ];
  return [
    ...checks,
    ...missing.map(
      (gone): Check => ({
        id: 'chain',
        state: 'fail',
        about: stream,
        message: `Bundle ${gone} is missing, and retention did not remove it.`,
      }),
    ),
  ];
}
