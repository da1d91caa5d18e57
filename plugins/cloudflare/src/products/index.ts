import {
  Product,
  ProductId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { aiGatewayView } from './ai-gateway';
import { aiSearchView } from './ai-search';
import { analyticsEngineView } from './analytics-engine';
import { browserRenderingView } from './browser-rendering';
import { containersView } from './containers';
import { d1View } from './d1';
import { durableObjectsView } from './durable-objects';
import { hyperdriveView } from './hyperdrive';
import { kvView } from './kv';
import { pagesView } from './pages';
import { queuesView } from './queues';
import { r2View } from './r2';
import { secretsStoreView } from './secrets-store';
import { vectorizeView } from './vectorize';
import { workersView } from './workers';
import { workflowsView } from './workflows';
import { zeroTrustView } from './zero-trust';
import { ProductView } from './ProductView';

/** How each product looks. */
export const productViews: Record<ProductId, ProductView> = {
  workers: workersView,
  pages: pagesView,
  zeroTrust: zeroTrustView,
  queues: queuesView,
  kv: kvView,
  d1: d1View,
  r2: r2View,
  aiGateway: aiGatewayView,
  vectorize: vectorizeView,
  analyticsEngine: analyticsEngineView,
  secretsStore: secretsStoreView,
  hyperdrive: hyperdriveView,
  containers: containersView,
  workflows: workflowsView,
  durableObjects: durableObjectsView,
  aiSearch: aiSearchView,
  browserRendering: browserRenderingView,
};

/** The view of a product. */
export function viewOf(product: Product): ProductView {
  return productViews[product.id];
}
