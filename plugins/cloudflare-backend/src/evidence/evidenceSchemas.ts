import {
  EvidenceBundle,
  EvidenceChain,
  EvidenceJob,
  evidenceKinds,
  EvidenceVerification,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { problemSchema } from '../routing/problemSchema';

/** A kind of evidence. */
export const kindField = z.enum(evidenceKinds);

/** What evidence is about. */
export const subjectTypeField = z.enum([
  'account',
  'r2',
  'workers',
  'pages',
  'component',
]);

/** How people appear in evidence. */
export const variantField = z.enum(['pseudonymous', 'personal']);

/** The id of a bundle or a job. */
export const idParams = z.object({ id: z.uuid('it is no id of ours') });

const times = z.object({ from: z.string(), to: z.string() });

const about = {
  account: z.string(),
  kind: kindField,
  subject: z.object({ type: subjectTypeField, name: z.string().optional() }),
  variant: variantField,
};

/** What of the fields of an answer the schemas check against its type. */
type Told<T> = Omit<T, 'subject'>;

export const bundleSchema = z.object({
  id: z.string(),
  ...about,
  window: times.optional(),
  stream: z.string(),
  seq: z.number(),
  state: z.enum(['complete', 'partial']),
  records: z.number(),
  gaps: z.array(
    z.object({
      from: z.string().optional(),
      to: z.string().optional(),
      what: z.string().optional(),
      reason: z.string(),
    }),
  ),
  collectedAt: z.string(),
  snapshotSha256: z.string(),
  manifestSha256: z.string(),
  signed: z.boolean(),
  bytes: z.number(),
}) satisfies z.ZodType<Told<EvidenceBundle>>;

export const jobSchema = z.object({
  id: z.string(),
  ...about,
  window: times.optional(),
  state: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  progress: z.object({
    done: z.number(),
    total: z.number(),
    records: z.number(),
  }),
  bundles: z.array(z.string()),
  problem: problemSchema.optional(),
}) satisfies z.ZodType<Told<EvidenceJob>>;

export const chainSchema = z.object({
  stream: z.string(),
  ...about,
  seq: z.number(),
  sha256: z.string(),
  collectedAt: z.string(),
  length: z.number(),
  newest: bundleSchema.optional(),
  cut: z
    .object({ seq: z.number(), sha256: z.string(), at: z.string() })
    .optional(),
}) satisfies z.ZodType<Told<Omit<EvidenceChain, 'newest'>>>;

export const verificationSchema = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['pass', 'fail', 'unchecked']),
      about: z.string().optional(),
      message: z.string(),
    }),
  ),
}) satisfies z.ZodType<EvidenceVerification>;
