/**
 * What stands around the bytes of `snapshot.json` in the JSON document of a
 * bundle.
 *
 * @public
 */
export interface EvidenceDocumentFrame {
  before: Uint8Array;
  after: Uint8Array;
}

/**
 * The JSON document of a bundle, put together from the bytes of its files
 * without writing them anew: `before`, the bytes of `snapshot.json`, `after`.
 *
 * @public
 */
export function evidenceDocument(files: {
  manifest: Uint8Array;
  attestation?: Uint8Array;
}): EvidenceDocumentFrame {
  const encoder = new TextEncoder();
  const { attestation, manifest } = files;
  // The canonical order of the keys.
  const before = [
    ...(attestation
      ? [encoder.encode('{"attestation":'), attestation, encoder.encode(',')]
      : [encoder.encode('{')]),
    encoder.encode('"manifest":'),
    manifest,
    encoder.encode(',"snapshot":'),
  ];
  return { before: concatenated(before), after: encoder.encode('}') };
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
