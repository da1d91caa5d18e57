import {
  AuditEventsUnknownReason,
  DeploymentAuditEvents,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { personal } from '../redaction/marks';
import { deployerText } from './provenanceSummary';

const reason = z.enum([
  'not-permitted',
  'not-deployed',
  'recent',
  'too-old',
  'incomplete',
  'unavailable',
]) satisfies z.ZodType<AuditEventsUnknownReason>;

/** The events of the audit log that may tell of a deployment, as answers tell them. */
export const deploymentAuditEvents = z.object({
  state: z.enum(['found', 'none', 'unknown']),
  events: z.array(
    z.object({
      id: z.string(),
      time: z.string(),
      action: z.string(),
      result: z.string().optional(),
      actor: personal(z.string(), 'email').optional(),
      actorType: z.string().optional(),
      context: z.string().optional(),
      tokenName: deployerText().optional(),
      deltaSeconds: z.number(),
      rayId: z.string().optional(),
    }),
  ),
  reason: reason.optional(),
}) satisfies z.ZodType<DeploymentAuditEvents>;
