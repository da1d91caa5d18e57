import { preAuthEncoding, statementOf } from './attestation';
import { fromBase64 } from './base64';
import {
  readCanonical,
  readShape,
  UnacceptableFileError,
} from './canonicalFile';
import { canonicalJson } from './canonicalJson';
import { Checks } from './checks';
import { statementSchema } from './schemas';
import { canCheckSignatures, isSignedBy, readPublicKey } from './signature';
import { EvidenceAttestation, EvidenceManifest } from './types';

const NAME = 'attestation.json';

function payloadOf({ payload }: EvidenceAttestation): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(payload);
  } catch {
    throw new UnacceptableFileError('Its payload is not base64.');
  }
}

/** Whether the statement is the one that the manifest makes. */
export function verifyStatement(
  checks: Checks,
  attestation: EvidenceAttestation,
  manifest: EvidenceManifest,
): void {
  checks.try('attestation', NAME, () => {
    const statement = readShape(
      statementSchema,
      readCanonical(payloadOf(attestation)),
    );
    if (canonicalJson(statement) === canonicalJson(statementOf(manifest))) {
      checks.pass(
        'attestation',
        NAME,
        'The statement names the files of the manifest with their digests, and all else that the manifest says.',
      );
    } else {
      checks.fail(
        'attestation',
        NAME,
        'The statement is about another manifest: a bundle was put together from several, or its manifest was changed.',
      );
    }
  });
}

/** Whether the key that was given made a signature of the attestation. */
export async function verifySignature(
  checks: Checks,
  attestation: EvidenceAttestation | undefined,
  publicKey: string | undefined,
): Promise<void> {
  const signatures = attestation?.signatures ?? [];
  if (publicKey === undefined) {
    checks.unchecked(
      'signature',
      NAME,
      signatures.length === 0
        ? 'The evidence is not signed: nothing shows who made it.'
        : 'The evidence is signed. Without the public key that cannot be checked; get the key from a place that you trust.',
    );
    return;
  }
  if (!attestation || signatures.length === 0) {
    checks.fail(
      'signature',
      NAME,
      'A key was given, and the evidence is not signed.',
    );
    return;
  }
  if (!canCheckSignatures()) {
    checks.unchecked(
      'signature',
      NAME,
      'This browser checks signatures on secure pages (https) alone; check it on the command line.',
    );
    return;
  }
  try {
    const key = await readPublicKey(publicKey);
    const signed = preAuthEncoding(
      attestation.payloadType,
      payloadOf(attestation),
    );
    for (const { keyid, sig } of signatures) {
      if (await isSignedBy(key, sig, signed)) {
        checks.pass(
          'signature',
          NAME,
          `The statement was signed by the key that was given (it calls itself ${JSON.stringify(
            keyid,
          )}).`,
        );
        return;
      }
    }
    checks.fail(
      'signature',
      NAME,
      'The statement was not signed by the key that was given, or was changed afterwards.',
    );
  } catch (error) {
    if (!(error instanceof UnacceptableFileError)) {
      throw error;
    }
    checks.fail('signature', NAME, error.message);
  }
}
