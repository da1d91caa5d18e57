import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { IncrementalSha256 } from '@cloudflare-backstage/cloudflare-evidence';

/** Digest and size of bytes. */
export interface FileDigest {
  /** 64 lower-case hex digits. */
  sha256: string;
  bytes: number;
}

/** SHA-256 as the format takes it. */
export function newSha256(): IncrementalSha256 {
  const hash = createHash('sha256');
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
  };
}

/** Lets everything else that waits have its turn. */
export async function nextTurn(): Promise<void> {
  await setImmediate();
}

/** Digest and size of bytes that come in pieces. */
export async function digestOf(
  pieces: AsyncIterable<Uint8Array>,
): Promise<FileDigest> {
  const hash = newSha256();
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.byteLength;
    await nextTurn();
  }
  return { sha256: hash.digest(), bytes };
}
