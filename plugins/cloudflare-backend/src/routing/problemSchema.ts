import {
  CloudflareProblem,
  CloudflareProblemKind,
  problemHttpStatus,
  ProductId,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

/** Why something could not be read, as answers tell it. */
export const problemSchema = z.object({
  kind: z.enum(Object.keys(problemHttpStatus) as CloudflareProblemKind[]),
  message: z.string(),
  product: z.enum(productIds as [ProductId, ...ProductId[]]).optional(),
  permission: z.string().optional(),
  retryAfter: z.number().optional(),
}) satisfies z.ZodType<CloudflareProblem>;
