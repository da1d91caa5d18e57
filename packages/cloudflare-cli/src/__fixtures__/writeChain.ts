import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  bundleFileNames,
  evidenceDocument,
  NO_PREVIOUS_MANIFEST,
  sealBundle,
  snapshotPieces,
} from '@cloudflare-backstage/cloudflare-evidence';

/** The stream of the bundles that are written. */
export const STREAM = 'a1/token-inventory/account/pseudonymous';

/** Where a bundle was written, in each of its forms. */
export interface WrittenBundle {
  folder: string;
  tar: string;
  json: string;
  /** As `--head` takes it. */
  head: string;
}

function sha256() {
  const hash = createHash('sha256');
  return {
    update: (bytes: Uint8Array) => {
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
  };
}

/** Writes a chain of signed bundles, and the key that signed them. */
export async function writeChain(
  target: string,
  length: number,
): Promise<{ key: string; bundles: WrittenBundle[] }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const key = path.join(target, 'pub.pem');
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));

  const bundles: WrittenBundle[] = [];
  let prev = NO_PREVIOUS_MANIFEST;
  for (let seq = 0; seq < length; seq++) {
    const snapshot = await writeSnapshot(seq);
    const hash = sha256();
    hash.update(snapshot);
    const { files, manifestSha256 } = await sealBundle({
      stream: STREAM,
      seq,
      prev,
      snapshot: { sha256: hash.digest(), bytes: snapshot.byteLength },
      requests: [
        { method: 'GET', path: '/accounts/{account}/tokens', query: {} },
      ],
      collectedAt: new Date(Date.UTC(2026, 0, 1 + seq)),
      collector: { name: 'test', version: '1.0.0' },
      credential: {},
      sha256,
      sign: async pae => ({
        keyid: 'test',
        sig: sign('sha256', pae, privateKey).toString('base64'),
      }),
    });
    prev = manifestSha256;
    const folder = path.join(target, `bundle-${seq}`);
    mkdirSync(folder);
    for (const { name, content } of [
      ...files,
      { name: 'snapshot.json', content: snapshot },
    ]) {
      writeFileSync(path.join(folder, name), content);
    }
    bundles.push({
      folder,
      tar: writeTar(folder),
      json: writeDocument(folder),
      head: `${STREAM}@${seq}:${manifestSha256}`,
    });
  }
  return { key, bundles };
}

async function writeSnapshot(seq: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of snapshotPieces(
    {
      kind: 'token-inventory',
      subject: { account: 'a1' },
      completeness: { state: 'complete', records: 2, gaps: [] },
    },
    [
      { id: 'token-1', name: 'deploy' },
      { id: 'token-2', name: `reader ${seq}` },
    ],
    () => ({
      policy: 'test@1',
      variant: 'pseudonymous',
      pseudonymKeyId: 'k1',
      removed: {},
    }),
  )) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function writeTar(folder: string): string {
  const file = `${folder}.tar`;
  const names = bundleFileNames.filter(name => name !== 'results.json');
  execFileSync('tar', ['--format=ustar', '-C', folder, '-cf', file, ...names]);
  return file;
}

function writeDocument(folder: string): string {
  const file = `${folder}.json`;
  const read = (name: string) => readFileSync(path.join(folder, name));
  const { before, after } = evidenceDocument({
    manifest: read('manifest.json'),
    attestation: read('attestation.json'),
  });
  writeFileSync(file, Buffer.concat([before, read('snapshot.json'), after]));
  return file;
}
