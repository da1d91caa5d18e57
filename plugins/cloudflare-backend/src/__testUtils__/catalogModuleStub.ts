import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Router } from 'express';

/** What the catalog module tells of the products, without a catalog. */
export function catalogModuleStub(
  statuses: ProductStatus[],
  runs: SyncRun[] = [],
) {
  return createBackendPlugin({
    pluginId: 'catalog',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = Router();
          router.get('/cloudflare/products', (_, res) => {
            res.json({ products: statuses });
          });
          router.get('/cloudflare/runs', (_, res) => {
            res.json({ runs });
          });
          router.post(
            '/.backstage/scheduler/v1/tasks/:id/trigger',
            (_, res) => {
              res.sendStatus(202);
            },
          );
          http.use(router);
        },
      });
    },
  });
}
