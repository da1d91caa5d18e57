import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ProductId,
  products,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { RUNS_KEPT, StoredProduct, SyncStore } from './SyncStore';

const runsQuery = z.object({
  account: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(RUNS_KEPT).default(10),
});

/**
 * Run reports for other plugins of the backend: `GET /cloudflare/runs` and
 * `GET /cloudflare/products`. Who may see them is for the plugin to decide
 * that asks, so that users are refused here.
 */
export function createRouter(options: {
  accounts: readonly { key: string }[];
  imported: Record<ProductId, boolean>;
  store: SyncStore;
  httpAuth: HttpAuthService;
}): express.Router {
  const { accounts, imported, store, httpAuth } = options;
  const router = Router();

  router.get('/cloudflare/runs', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    const query = runsQuery.safeParse(req.query);
    if (!query.success) {
      throw new InputError(
        `Invalid query: 'limit' is a number from 1 to ${RUNS_KEPT}, 'account' the key of an account`,
      );
    }
    const { account, limit } = query.data;
    const keys = accounts.map(({ key }) => key);
    if (account !== undefined && !keys.includes(account)) {
      throw new InputError(
        `There is no Cloudflare account with the key '${account}' in the configuration`,
      );
    }
    res.json({
      runs: await store.runs(account === undefined ? keys : [account], limit),
    });
  });

  router.get('/cloudflare/products', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    const stored = await store.products();
    const ids = Object.keys(imported) as ProductId[];
    res.json({
      products: accounts.flatMap(({ key }) =>
        ids.map(id =>
          statusOf(
            key,
            id,
            imported[id],
            stored.find(p => p.account === key && p.product === id),
          ),
        ),
      ),
    });
  });

  return router;
}

function statusOf(
  account: string,
  product: ProductId,
  imported: boolean,
  stored: StoredProduct | undefined,
): ProductStatus {
  const status = { account, product, title: products[product].title };
  if (!imported) {
    return { ...status, state: 'not-imported' };
  }
  if (!stored) {
    return { ...status, state: 'unknown' };
  }
  const { report, lastCompleteAt, resources } = stored;
  const healthy = report.complete && report.problems.length === 0;
  return {
    ...status,
    state: healthy ? 'available' : 'degraded',
    ...(lastCompleteAt && { resources, lastCompleteSync: lastCompleteAt }),
    ...(report.problems[0] && { problem: report.problems[0] }),
  };
}
