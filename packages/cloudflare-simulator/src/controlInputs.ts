import { z } from 'zod';
import type { Fault } from './http/Fault';
import type { QuotaPolicy } from './http/Quota';

const milliseconds = z.number().nonnegative();

const fault: z.ZodType<Fault> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  z.object({
    type: z.literal('rate-limited'),
    retryAfter: z.number().optional(),
  }),
  z.object({ type: z.literal('slow-headers'), ms: milliseconds }),
  z.object({ type: z.literal('slow-body'), ms: milliseconds }),
  z.object({
    type: z.literal('html'),
    status: z.int().min(200).max(599).optional(),
  }),
  z.object({ type: z.literal('redirect'), location: z.string() }),
  z.object({ type: z.literal('huge'), bytes: z.int().nonnegative() }),
  z.object({ type: z.literal('many-items'), count: z.int().nonnegative() }),
  z.object({ type: z.literal('wrong-total'), by: z.int().optional() }),
  z.object({
    type: z.enum([
      'lockout',
      'stalled-body',
      'cut-body',
      'wrong-content-length',
      'truncated-json',
      'invalid-json',
      'success-false',
      'challenge',
      'empty-page-with-cursor',
      'repeated-cursor',
      'ignores-page',
      'shrinking',
      'reordered',
      'duplicate-ids',
      'connection-reset',
    ]),
  }),
]);

const quotaPolicy: z.ZodType<QuotaPolicy> = z.object({
  requests: z.int().positive(),
  windowSeconds: z.number().positive(),
  lockoutSeconds: z.number().positive().optional(),
});

/** What the commands of the control API take. */
export const controlInputs = {
  nothing: z.object({}).optional(),
  fault: z.object({
    operation: z.string().optional(),
    /** An expression in place of a name. */
    operationPattern: z.string().optional(),
    times: z.int().positive().optional(),
    after: z.int().nonnegative().optional(),
    fault,
  }),
  latency: z.object({ ms: milliseconds }),
  quota: z.object({ quota: z.union([z.literal('off'), quotaPolicy]) }),
  permissions: z.object({
    refuse: z.array(z.string()).default([]),
    grant: z.array(z.string()).default([]),
  }),
  datasets: z.object({
    refuse: z.array(z.string()).default([]),
    grant: z.array(z.string()).default([]),
    maxNodes: z.int().positive().optional(),
  }),
  change: z.object({
    change: z.string(),
    arguments: z.array(z.unknown()).default([]),
  }),
};
