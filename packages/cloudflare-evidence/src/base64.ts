/** Few enough arguments for one call. */
const CHUNK = 8 * 1024;

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

/**
 * Throws for what `toBase64` would not write: other texts of the same bytes
 * would let a changed file pass.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
  if (toBase64(bytes) !== text) {
    throw new Error('not base64 in its one form');
  }
  return bytes;
}
