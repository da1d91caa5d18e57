import { z } from 'zod';
import { canonicalBytes, EvidenceProfileError } from './canonicalJson';
import { manifestSchema } from './schemas';
import { EvidenceManifest } from './types';

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let at = 0; at < a.length; at++) {
    if (a[at] !== b[at]) {
      return false;
    }
  }
  return true;
}

/** Bytes that are not what they have to be, told so that it can be shown. */
export class UnacceptableFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnacceptableFileError';
  }
}

/** The value of a JSON file whose bytes are those of its canonical form. */
export function readCanonical(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    // A byte order mark is no part of the canonical form.
    value = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
  } catch {
    throw new UnacceptableFileError('It is not JSON in UTF-8.');
  }
  let canonical: Uint8Array;
  try {
    canonical = canonicalBytes(value);
  } catch (error) {
    if (error instanceof EvidenceProfileError) {
      throw new UnacceptableFileError(`${error.message}.`);
    }
    throw error;
  }
  if (!sameBytes(bytes, canonical)) {
    throw new UnacceptableFileError(
      'Its bytes are not those of the canonical form (RFC 8785): it was written anew, or changed.',
    );
  }
  return value;
}

/** A value by a schema; the message names what does not fit. */
export function readShape<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new UnacceptableFileError(
      `It is not as cf-evidence v1 has it: ${
        path.join('.') || 'as a whole'
      }: ${message}.`,
    );
  }
  return result.data;
}

/**
 * The manifest in the bytes of a `manifest.json`. Throws when they are not
 * canonical, or not a manifest.
 *
 * @public
 */
export function readManifest(bytes: Uint8Array): EvidenceManifest {
  return readShape(manifestSchema, readCanonical(bytes));
}
