import {
  Product,
  ProductId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { TranslationRef } from '@backstage/frontend-plugin-api';

/** A panel takes the texts of its own product, not those of all. */
const loaders: Record<ProductId, () => Promise<TranslationRef>> = {
  workers: () => import('./workers').then(({ workersTexts }) => workersTexts),
  pages: () => import('./pages').then(({ pagesTexts }) => pagesTexts),
  zeroTrust: () =>
    import('./zero-trust').then(({ zeroTrustTexts }) => zeroTrustTexts),
  queues: () => import('./queues').then(({ queuesTexts }) => queuesTexts),
  kv: () => import('./kv').then(({ kvTexts }) => kvTexts),
  d1: () => import('./d1').then(({ d1Texts }) => d1Texts),
  r2: () => import('./r2').then(({ r2Texts }) => r2Texts),
  aiGateway: () =>
    import('./ai-gateway').then(({ aiGatewayTexts }) => aiGatewayTexts),
  vectorize: () =>
    import('./vectorize').then(({ vectorizeTexts }) => vectorizeTexts),
  analyticsEngine: () =>
    import('./analytics-engine').then(
      ({ analyticsEngineTexts }) => analyticsEngineTexts,
    ),
  secretsStore: () =>
    import('./secrets-store').then(
      ({ secretsStoreTexts }) => secretsStoreTexts,
    ),
  hyperdrive: () =>
    import('./hyperdrive').then(({ hyperdriveTexts }) => hyperdriveTexts),
  containers: () =>
    import('./containers').then(({ containersTexts }) => containersTexts),
  workflows: () =>
    import('./workflows').then(({ workflowsTexts }) => workflowsTexts),
  durableObjects: () =>
    import('./durable-objects').then(
      ({ durableObjectsTexts }) => durableObjectsTexts,
    ),
  aiSearch: () =>
    import('./ai-search').then(({ aiSearchTexts }) => aiSearchTexts),
  browserRendering: () =>
    import('./browser-rendering').then(
      ({ browserRenderingTexts }) => browserRenderingTexts,
    ),
};

/** Loads the texts of the sections of a product. */
export function loadSectionTexts(product: Product): Promise<TranslationRef> {
  return loaders[product.id]();
}
