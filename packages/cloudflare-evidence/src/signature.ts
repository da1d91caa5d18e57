import { fromBase64 } from './base64';
import { UnacceptableFileError } from './canonicalFile';

/** Bytes of each of the two integers of a P-256 signature. */
const INTEGER = 32;
const SEQUENCE_TAG = 0x30;
const INTEGER_TAG = 0x02;
const PEM =
  /^\s*-----BEGIN PUBLIC KEY-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----\s*$/;

function badSignature(): UnacceptableFileError {
  return new UnacceptableFileError(
    'The signature is not an ECDSA P-256 signature in ASN.1 DER.',
  );
}

/**
 * A signature as Web Crypto takes it, from DER. Takes the one form that DER
 * allows, so that a changed byte never passes.
 */
export function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(2 * INTEGER);
  if (der[0] !== SEQUENCE_TAG || der[1] !== der.length - 2) {
    throw badSignature();
  }
  let at = 2;
  for (const end of [INTEGER, 2 * INTEGER]) {
    const length = der[at + 1];
    const integer = der.subarray(at + 2, at + 2 + length);
    const isNegative = integer[0] > 0x7f;
    const isPadded = integer[0] === 0 && !(integer[1] > 0x7f);
    const digits = integer[0] === 0 ? integer.subarray(1) : integer;
    if (
      der[at] !== INTEGER_TAG ||
      !(length > 0) ||
      integer.length !== length ||
      isNegative ||
      isPadded ||
      digits.length > INTEGER
    ) {
      throw badSignature();
    }
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (at !== der.length) {
    throw badSignature();
  }
  return raw;
}

/** Absent on a page that the browser does not hold for secure. */
function webCrypto(): SubtleCrypto | undefined {
  return globalThis.crypto?.subtle;
}

export function canCheckSignatures(): boolean {
  return webCrypto() !== undefined;
}

/** A P-256 key from PEM (SPKI), for `isSignedBy`. */
export async function readPublicKey(pem: string): Promise<CryptoKey> {
  try {
    return await webCrypto()!.importKey(
      'spki',
      fromBase64(PEM.exec(pem)![1].replace(/\s/g, '')),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
  } catch {
    throw new UnacceptableFileError(
      'The key that was given is not an ECDSA P-256 public key in PEM ("BEGIN PUBLIC KEY").',
    );
  }
}

/** Whether `sig`, base64 of DER, is a signature of `bytes` by the key. */
export async function isSignedBy(
  key: CryptoKey,
  sig: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  let der: Uint8Array;
  try {
    der = fromBase64(sig);
  } catch {
    throw badSignature();
  }
  return webCrypto()!.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    rawSignature(der),
    bytes,
  );
}
