import type { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { ProductRoutes } from '../http/Route';
import { aiGateway } from './ai-gateway';
import { aiSearch } from './ai-search';
import { analyticsEngine } from './analytics-engine';
import { browserRendering } from './browser-rendering';
import { containers } from './containers';
import { d1 } from './d1';
import { durableObjects } from './durable-objects';
import { hyperdrive } from './hyperdrive';
import { kv } from './kv';
import { pagesRoutes } from './pages';
import { queues } from './queues';
import { r2 } from './r2';
import { secretsStore } from './secrets-store';
import type { SimulatedProduct, SimulatedProductId } from './SimulatedProduct';
import { vectorize } from './vectorize';
import { workflows } from './workflows';
import { workersRoutes } from './workers';
import { zeroTrustRoutes } from './zero-trust';

/** The products that are made of resources alone. */
export const simulatedProducts: Record<SimulatedProductId, SimulatedProduct> = {
  queues,
  kv,
  d1,
  r2,
  aiGateway,
  vectorize,
  analyticsEngine,
  secretsStore,
  hyperdrive,
  containers,
  workflows,
  durableObjects,
  aiSearch,
  browserRendering,
};

/** The operations of every product. */
export const productRoutes: Record<ProductId, ProductRoutes> = {
  workers: workersRoutes,
  pages: pagesRoutes,
  zeroTrust: zeroTrustRoutes,
  ...(Object.fromEntries(
    Object.entries(simulatedProducts).map(([id, { routes }]) => [id, routes]),
  ) as Record<SimulatedProductId, ProductRoutes>),
};
