import type { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { ProductRoutes } from '../http/Route';
import { pagesRoutes } from './pages';
import { workersRoutes } from './workers';
import { zeroTrustRoutes } from './zero-trust';

export const productRoutes: Record<BuiltProductId, ProductRoutes> = {
  workers: workersRoutes,
  pages: pagesRoutes,
  zeroTrust: zeroTrustRoutes,
};
