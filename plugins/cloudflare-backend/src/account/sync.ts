import {
  cloudflareReadAccountPermission,
  cloudflareSyncPermission,
  ProductId,
  productIds,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { limitField } from '../routing/fields';
import { problemSchema } from '../routing/problemSchema';
import { route, Route } from '../routing/route';
import { CatalogModule } from './CatalogModule';

const productId = z.enum(productIds as [ProductId, ...ProductId[]]);

const productStatus = z.object({
  account: z.string(),
  product: productId,
  title: z.string(),
  state: z.enum(['available', 'degraded', 'not-imported', 'unknown']),
  resources: z.number().optional(),
  lastCompleteSync: z.string().optional(),
  problem: problemSchema.optional(),
}) satisfies z.ZodType<ProductStatus>;

const syncRun = z.object({
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
      problems: z.array(problemSchema),
    }),
  ),
}) satisfies z.ZodType<SyncRun>;

/** Routes about what the catalog knows of the accounts. */
export function syncRoutes(catalogModule: CatalogModule): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/products',
      summary: 'How each product of each account can be read',
      access: cloudflareReadAccountPermission,
      scope: 'accounts',
      response: z.array(productStatus),
      cacheTtl: 30,
      async handler({ accounts, signal }) {
        const { products } = await catalogModule.read(
          'products',
          z.object({ products: z.array(productStatus) }),
          signal,
        );
        const keys = new Set(accounts.map(({ key }) => key));
        return { data: products.filter(({ account }) => keys.has(account)) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/sync',
      summary: 'The last runs of the sync, newest first',
      access: cloudflareReadAccountPermission,
      scope: 'accounts',
      query: z.object({ limit: limitField(20, 50) }),
      response: z.array(syncRun),
      cacheTtl: 30,
      async handler({ accountKey, query, signal }) {
        const search = new URLSearchParams({ limit: String(query.limit) });
        if (accountKey !== undefined) {
          search.set('account', accountKey);
        }
        const { runs } = await catalogModule.read(
          `runs?${search}`,
          z.object({ runs: z.array(syncRun) }),
          signal,
        );
        return { data: runs };
      },
    }),
    route({
      method: 'post',
      path: '/v1/sync',
      summary: 'Starts the sync of an account now',
      access: cloudflareSyncPermission,
      scope: 'account',
      response: z.object({ account: z.string(), started: z.literal(true) }),
      cacheTtl: 'none',
      status: 202,
      async handler({ account, signal }) {
        await catalogModule.startSync(account.key, signal);
        return { data: { account: account.key, started: true as const } };
      },
    }),
  ];
}
