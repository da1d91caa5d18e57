import { EvidenceDocumentFrame } from '@cloudflare-backstage/cloudflare-evidence';

/** The bytes of a JSON document: those of the snapshot within their frame. */
export async function* framed(
  { before, after }: EvidenceDocumentFrame,
  snapshot: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield before;
  yield* snapshot;
  yield after;
}
