import {
  productIds,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { problemSchema } from '../routing/problemSchema';
import { productId } from '../routing/productId';

/** How a product of an account can be read, as the sync tells. */
export const productStatus = z.object({
  account: z.string(),
  product: productId,
  title: z.string(),
  state: z.enum(['available', 'degraded', 'not-imported', 'unknown']),
  resources: z.number().optional(),
  lastCompleteSync: z.string().optional(),
  problem: problemSchema.optional(),
}) satisfies z.ZodType<ProductStatus>;

/** A run of the sync. */
export const syncRun = z.object({
  account: z.string(),
  run: z.number(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  outcome: z.enum(['running', 'succeeded', 'partial', 'failed']),
  requests: z.number().optional(),
  products: z.array(
    z.object({
      product: z.enum(['account', ...productIds]),
      listed: z.number(),
      complete: z.boolean(),
      added: z.number(),
      changed: z.number(),
      removed: z.number(),
      held: z.number(),
      detailsRead: z.number(),
      detailsPending: z.number(),
      renamed: z
        .array(z.object({ name: z.string(), entityName: z.string() }))
        .optional(),
      unknownOwners: z.array(z.string()).optional(),
      problems: z.array(problemSchema),
    }),
  ),
}) satisfies z.ZodType<SyncRun>;
