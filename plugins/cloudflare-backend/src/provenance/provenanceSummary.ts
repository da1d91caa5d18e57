import { ProvenanceSummary } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { personal } from '../redaction/marks';

/** States of provenance. */
export const provenanceState = z.enum([
  'complete',
  'partial',
  'none',
  'conflict',
  'unknown',
]);

/** Text that came with a deployment. Whoever deployed may have named people. */
export const deployerText = () => personal(z.string(), 'text');

/** Where something came from, as answers tell it. */
export const provenanceSummary = z.object({
  state: provenanceState,
  commitSha: z.string().optional(),
  shortCommit: z.boolean().optional(),
  commitUrl: z.string().optional(),
  ciRunUrl: z.string().optional(),
  ciRunText: deployerText().optional(),
  repositoryUrl: z.string().optional(),
  ref: deployerText().optional(),
  pullRequest: deployerText().optional(),
  actor: deployerText().optional(),
  sources: z.object({
    commitSha: z.string().optional(),
    ciRunUrl: z.string().optional(),
  }),
  inherited: z.boolean().optional(),
  conflicts: z
    .array(
      z.object({
        field: z.string(),
        values: z.array(
          z.object({ source: z.string(), value: deployerText() }),
        ),
      }),
    )
    .optional(),
}) satisfies z.ZodType<ProvenanceSummary>;
