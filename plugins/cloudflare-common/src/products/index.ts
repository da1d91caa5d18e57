import { aiGatewayProduct } from './ai-gateway';
import { aiSearchProduct } from './ai-search';
import { analyticsEngineProduct } from './analytics-engine';
import { browserRenderingProduct } from './browser-rendering';
import { containersProduct } from './containers';
import { d1Product } from './d1';
import { durableObjectsProduct } from './durable-objects';
import { hyperdriveProduct } from './hyperdrive';
import { kvProduct } from './kv';
import { pagesProduct } from './pages';
import { queuesProduct } from './queues';
import { r2Product } from './r2';
import { secretsStoreProduct } from './secrets-store';
import { vectorizeProduct } from './vectorize';
import { workersProduct } from './workers';
import { workflowsProduct } from './workflows';
import { zeroTrustProduct } from './zero-trust';
import { Product, ProductId } from './Product';

export type { DashboardTarget, Product, ProductId } from './Product';

/**
 * Every Cloudflare product that the plugins know, by its id.
 *
 * @public
 */
export const products: Record<ProductId, Product> = {
  workers: workersProduct,
  pages: pagesProduct,
  zeroTrust: zeroTrustProduct,
  queues: queuesProduct,
  kv: kvProduct,
  d1: d1Product,
  r2: r2Product,
  aiGateway: aiGatewayProduct,
  vectorize: vectorizeProduct,
  analyticsEngine: analyticsEngineProduct,
  secretsStore: secretsStoreProduct,
  hyperdrive: hyperdriveProduct,
  containers: containersProduct,
  workflows: workflowsProduct,
  durableObjects: durableObjectsProduct,
  aiSearch: aiSearchProduct,
  browserRendering: browserRenderingProduct,
};

/**
 * The products in the order in which they are listed to people.
 *
 * @public
 */
export const productIds = Object.keys(products) as ProductId[];

/**
 * The product whose catalog Resources have the given `spec.type`.
 *
 * @public
 */
export function productOfResourceType(type: string): Product | undefined {
  return productIds.map(id => products[id]).find(p => p.resourceType === type);
}
