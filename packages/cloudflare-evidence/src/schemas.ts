import { z } from 'zod';
import {
  EVIDENCE_PAYLOAD_TYPE,
  EVIDENCE_PREDICATE_TYPE,
  EvidenceStatement,
} from './attestation';
import { isEvidenceTime } from './evidenceTime';
import {
  EvidenceAttestation,
  EvidenceManifest,
  EvidenceSnapshot,
} from './types';

// Strict throughout: a field that is not known here is not verified either.

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex');
const count = z.number().int().nonnegative();
const time = z.string().refine(isEvidenceTime, 'not a time in UTC');

const manifestWithoutFiles = z.strictObject({
  schema: z.literal('cf-evidence-manifest/v1'),
  stream: z.string().regex(/^[^/]+(\/[^/]+){3}$/, 'not the name of a stream'),
  seq: count,
  prev: sha256,
  collectedAt: time,
  collector: z.strictObject({
    name: z.string(),
    version: z.string(),
    commit: z.string().optional(),
  }),
  credential: z.strictObject({
    tokenId: z.string().optional(),
    readOnly: z.boolean().optional(),
  }),
  snapshotSha256: sha256,
});

/** `manifest.json`. */
export const manifestSchema: z.ZodType<EvidenceManifest> =
  manifestWithoutFiles.extend({
    files: z
      .array(
        z.strictObject({
          name: z.enum(['requests.json', 'results.json', 'snapshot.json']),
          sha256,
          bytes: count,
        }),
      )
      .refine(
        files => new Set(files.map(({ name }) => name)).size === files.length,
        'a file is listed twice',
      )
      .refine(
        files =>
          ['requests.json', 'snapshot.json'].every(needed =>
            files.some(({ name }) => name === needed),
          ),
        'requests.json and snapshot.json have to be listed',
      ),
  });

/** `snapshot.json`, but for the records, which are checked one by one. */
export const snapshotSchema: z.ZodType<EvidenceSnapshot> = z.strictObject({
  schema: z.literal('cf-evidence-snapshot/v1'),
  kind: z.string().min(1),
  subject: z.strictObject({
    account: z.string().min(1),
    entityRef: z.string().optional(),
    product: z.string().optional(),
    name: z.string().optional(),
  }),
  window: z.strictObject({ from: time, to: time }).optional(),
  completeness: z
    .strictObject({
      state: z.enum(['complete', 'partial']),
      records: count,
      reportedTotal: count.optional(),
      gaps: z.array(
        z.strictObject({
          from: z.string().optional(),
          to: z.string().optional(),
          what: z.string().optional(),
          reason: z.string(),
        }),
      ),
    })
    .refine(
      ({ state, gaps }) => (state === 'partial') === gaps.length > 0,
      'it is partial exactly when it has gaps',
    ),
  redaction: z.strictObject({
    policy: z.string(),
    variant: z.enum(['pseudonymous', 'personal']),
    pseudonymKeyId: z.string(),
    removed: z.record(z.string(), count),
  }),
  records: z.custom<EvidenceSnapshot['records']>(
    Array.isArray,
    'not a list of records',
  ),
});

/** `attestation.json`. */
export const attestationSchema: z.ZodType<EvidenceAttestation> = z.strictObject(
  {
    payloadType: z.literal(EVIDENCE_PAYLOAD_TYPE),
    payload: z.string(),
    signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })),
  },
);

/** The statement that an attestation carries. */
export const statementSchema: z.ZodType<EvidenceStatement> = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.strictObject({ sha256 }),
      annotations: z.strictObject({ bytes: count }),
    }),
  ),
  predicateType: z.literal(EVIDENCE_PREDICATE_TYPE),
  predicate: manifestWithoutFiles,
});
