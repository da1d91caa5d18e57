import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  BundleParts,
  EvidenceFiles,
  EvidenceRecord,
  EvidenceSnapshot,
  EvidenceSnapshotHead,
  evidenceStream,
  IncrementalSha256,
  NO_PREVIOUS_MANIFEST,
  sealBundle,
  SealedBundle,
  snapshotPieces,
} from '../index';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';

export function nodeSha256(): IncrementalSha256 {
  const hash = createHash('sha256');
  return {
    update: bytes => void hash.update(bytes),
    digest: () => hash.digest('hex'),
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Records of log-ins, in the order of snapshots. */
export function logIns(count: number): EvidenceRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `ray-${String(index).padStart(6, '0')}`,
    occurredAt: `2026-11-01T00:${String(Math.floor(index / 60) % 60).padStart(
      2,
      '0',
    )}:${String(index % 60).padStart(2, '0')}Z`,
    actor: { id: 'u_0a1b2c3d4e5f', domain: 'example.com' },
    allowed: index % 3 !== 0,
    reason: index % 2 === 0 ? null : 'Zürich – policy "a\\b"',
  }));
}

export function snapshotOf(records: EvidenceRecord[]): EvidenceSnapshot {
  return {
    schema: 'cf-evidence-snapshot/v1',
    kind: 'access-audit',
    subject: { account: ACCOUNT },
    window: { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
    completeness: {
      state: 'complete',
      records: records.length,
      reportedTotal: records.length,
      gaps: [],
    },
    redaction: {
      policy: 'cloudflare-backstage@1',
      variant: 'pseudonymous',
      pseudonymKeyId: 'k1',
      removed: { 'actor.email': records.length },
    },
    records,
  };
}

export async function bytesOf(
  pieces: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) {
    all.push(piece);
  }
  return Buffer.concat(all);
}

export function piecesOf(
  snapshot: EvidenceSnapshot,
  records: Parameters<typeof snapshotPieces>[1] = snapshot.records,
): AsyncGenerator<Uint8Array> {
  return snapshotPieces(snapshot, records, () => snapshot.redaction);
}

export interface TestBundle extends SealedBundle {
  contents: EvidenceFiles;
}

/** A bundle with all its files. */
export async function makeBundle(
  parts: Partial<BundleParts> & {
    records?: EvidenceRecord[];
    head?: Partial<EvidenceSnapshotHead>;
  } = {},
): Promise<TestBundle> {
  const { records = logIns(5), head, ...others } = parts;
  const snapshot = await bytesOf(piecesOf({ ...snapshotOf(records), ...head }));
  const sealed = await sealBundle({
    snapshot: { sha256: sha256Of(snapshot), bytes: snapshot.length },
    requests: [
      {
        method: 'GET',
        path: '/accounts/{account}/access/logs/access_requests',
        query: { limit: '100' },
        status: 200,
        page: 1,
        items: records.length,
        rayId: '8f0',
      },
    ],
    stream: evidenceStream(ACCOUNT, 'access-audit', 'account', 'pseudonymous'),
    seq: 0,
    prev: NO_PREVIOUS_MANIFEST,
    collectedAt: '2026-11-02T01:00:00Z',
    collector: { name: 'cloudflare-backend', version: '0.1.0' },
    credential: { tokenId: 'f00', readOnly: true },
    sha256: nodeSha256,
    ...others,
  });
  const contents: EvidenceFiles = new Map(
    sealed.files.map(({ name, content }) => [name, content]),
  );
  contents.set('snapshot.json', new Uint8Array(snapshot));
  return { ...sealed, contents };
}

/** Bundles of one stream, each naming the one before. */
export async function makeChain(length: number): Promise<TestBundle[]> {
  const chain: TestBundle[] = [];
  for (let seq = 0; seq < length; seq++) {
    chain.push(
      await makeBundle({
        seq,
        prev: chain[seq - 1]?.manifestSha256 ?? NO_PREVIOUS_MANIFEST,
        records: logIns(seq + 1),
        collectedAt: `2026-11-${String(seq + 2).padStart(2, '0')}T01:00:00Z`,
      }),
    );
  }
  return chain;
}

export function makeKey(namedCurve = 'P-256') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    sign: async (bytes: Uint8Array) => ({
      keyid: 'test',
      sig: sign('sha256', bytes, privateKey).toString('base64'),
    }),
  };
}
