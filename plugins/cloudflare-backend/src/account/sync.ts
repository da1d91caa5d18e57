import {
  cloudflareReadAccountPermission,
  cloudflareSyncPermission,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { limitField } from '../routing/fields';
import { route, Route } from '../routing/route';
import { CatalogModule } from './CatalogModule';
import { productStatus, syncRun } from './syncSchemas';

/** One that runs is not started again, but asking costs, too. */
const SYNCS_PER_MINUTE = 10;

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
        const products = await catalogModule.products(signal);
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
        const runs = await catalogModule.runs(
          { ...query, account: accountKey },
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
      perMinute: SYNCS_PER_MINUTE,
      audit: 'sync-request',
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
