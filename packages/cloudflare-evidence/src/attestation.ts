import { toBase64 } from './base64';
import { canonicalBytes } from './canonicalJson';
import { EvidenceAttestation, EvidenceManifest } from './types';

/**
 * Type of what a statement says of its files: the manifest without `files`.
 *
 * @public
 */
export const EVIDENCE_PREDICATE_TYPE =
  'https://github.com/cloudflare-backstage/cloudflare-for-backstage/evidence/v1';

/**
 * Type of the payload of attestations.
 *
 * @public
 */
export const EVIDENCE_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * An in-toto statement (v1) about the files of a bundle.
 *
 * @public
 */
export interface EvidenceStatement {
  _type: 'https://in-toto.io/Statement/v1';
  /** With the size of each file, so that it says all that the manifest does. */
  subject: {
    name: string;
    digest: { sha256: string };
    annotations: { bytes: number };
  }[];
  predicateType: typeof EVIDENCE_PREDICATE_TYPE;
  predicate: Omit<EvidenceManifest, 'files'>;
}

/**
 * Signs: told the bytes to be signed (DSSE's pre-authentication encoding),
 * answers the base64 of an ASN.1 DER signature, ECDSA P-256 with SHA-256.
 *
 * @public
 */
export type EvidenceSigner = (
  pae: Uint8Array,
) => Promise<{ keyid: string; sig: string }>;

/**
 * The statement about a bundle: its files, and all else that its manifest says.
 *
 * @public
 */
export function statementOf(manifest: EvidenceManifest): EvidenceStatement {
  const { files, ...predicate } = manifest;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, sha256, bytes }) => ({
      name,
      digest: { sha256 },
      annotations: { bytes },
    })),
    predicateType: EVIDENCE_PREDICATE_TYPE,
    predicate,
  };
}

/**
 * The bytes that a DSSE signature is over.
 *
 * @public
 */
export function preAuthEncoding(
  payloadType: string,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  const head = encoder.encode(
    `DSSEv1 ${type.length} ${payloadType} ${payload.length} `,
  );
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

/** The attestation of a bundle; without a signer it has no signatures. */
export async function attest(
  manifest: EvidenceManifest,
  sign?: EvidenceSigner,
): Promise<EvidenceAttestation> {
  const payload = canonicalBytes(statementOf(manifest));
  const signatures = sign
    ? [await sign(preAuthEncoding(EVIDENCE_PAYLOAD_TYPE, payload))]
    : [];
  return {
    payloadType: EVIDENCE_PAYLOAD_TYPE,
    payload: toBase64(payload),
    signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })),
  };
}
