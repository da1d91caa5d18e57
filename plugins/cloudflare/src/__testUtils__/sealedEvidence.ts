import {
  canonicalBytes,
  evidenceDocument,
  EvidenceSnapshot,
  sealBundle,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  createHash,
  createSign,
  generateKeyPairSync,
  KeyObject,
} from 'node:crypto';

const BLOCK = 512;

const snapshot: EvidenceSnapshot = {
  schema: 'cf-evidence-snapshot/v1',
  kind: 'access-audit',
  subject: { account: '0123456789abcdef0123456789abcdef' },
  window: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
  completeness: { state: 'complete', records: 1, gaps: [] },
  redaction: {
    policy: 'cloudflare-backstage@1',
    variant: 'pseudonymous',
    pseudonymKeyId: 'k1',
    removed: {},
  },
  records: [
    { id: 'e1', occurredAt: '2026-11-20T10:00:00Z', actor: 'u_0123456789ab' },
  ],
};

function sha256() {
  const hash = createHash('sha256');
  return {
    update: (bytes: Uint8Array) => {
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
  };
}

/** Evidence as the backend seals it: as a tar, as a JSON document, and its key. */
export async function sealedEvidence() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const content = canonicalBytes(snapshot);
  const hash = sha256();
  hash.update(content);
  const sealed = await sealBundle({
    stream: `${snapshot.subject.account}/access-audit/account/pseudonymous`,
    seq: 0,
    prev: '0'.repeat(64),
    collector: { name: 'cloudflare-backend', version: '0.1.0' },
    credential: { readOnly: true },
    snapshot: { sha256: hash.digest(), bytes: content.length },
    requests: [],
    collectedAt: '2026-11-21T01:00:00Z',
    sha256,
    sign: async pae => ({ keyid: 'k1', sig: signature(pae, privateKey) }),
  });
  const files = [...sealed.files, { name: 'snapshot.json', content }];
  const file = (name: string) =>
    files.find(one => one.name === name)?.content ?? new Uint8Array();
  const frame = evidenceDocument({
    manifest: file('manifest.json'),
    attestation: file('attestation.json'),
  });
  return {
    tar: Buffer.concat([
      ...files.map(one => tarEntry(one.name, one.content)),
      Buffer.alloc(2 * BLOCK),
    ]),
    document: Buffer.concat([frame.before, content, frame.after]),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function signature(bytes: Uint8Array, key: KeyObject): string {
  return createSign('sha256').update(bytes).sign(key, 'base64');
}

/** A file as tar has it. */
function tarEntry(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      8,
    ),
    148,
  );
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return Buffer.concat([header, content, Buffer.alloc(padding)]);
}
