import {
  CloudflareProblem,
  CloudflareProblemKind,
  problemHttpStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { productId } from './productId';

/** Why something could not be read, as answers tell it. */
export const problemSchema = z.object({
  kind: z.enum(Object.keys(problemHttpStatus) as CloudflareProblemKind[]),
  message: z.string(),
  product: productId.optional(),
  permission: z.string().optional(),
  retryAfter: z.number().optional(),
}) satisfies z.ZodType<CloudflareProblem>;
