import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Route } from '../routing/route';
import { aiGatewayBackend } from './ai-gateway';
import { aiSearchBackend } from './ai-search';
import { analyticsEngineBackend } from './analytics-engine';
import { browserRenderingBackend } from './browser-rendering';
import { containersBackend } from './containers';
import { d1Backend } from './d1';
import { durableObjectsBackend } from './durable-objects';
import { hyperdriveBackend } from './hyperdrive';
import { kvBackend } from './kv';
import { pagesBackend } from './pages';
import { queuesBackend } from './queues';
import { r2Backend } from './r2';
import { secretsStoreBackend } from './secrets-store';
import { vectorizeBackend } from './vectorize';
import { workersBackend } from './workers';
import { workflowsBackend } from './workflows';
import { zeroTrustBackend } from './zero-trust';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { AccessApplications } from './zero-trust/AccessApplications';
import { HostnameAccessReader } from './zero-trust/HostnameAccessReader';

/** What each product answers. */
export const productBackends: Record<ProductId, ProductBackend> = {
  workers: workersBackend,
  pages: pagesBackend,
  zeroTrust: zeroTrustBackend,
  queues: queuesBackend,
  kv: kvBackend,
  d1: d1Backend,
  r2: r2Backend,
  aiGateway: aiGatewayBackend,
  vectorize: vectorizeBackend,
  analyticsEngine: analyticsEngineBackend,
  secretsStore: secretsStoreBackend,
  hyperdrive: hyperdriveBackend,
  containers: containersBackend,
  workflows: workflowsBackend,
  durableObjects: durableObjectsBackend,
  aiSearch: aiSearchBackend,
  browserRendering: browserRenderingBackend,
};

/** The routes of every product, with what they share. */
export function productRoutes(
  options: Pick<
    ProductDependencies,
    | 'catalog'
    | 'config'
    | 'environments'
    | 'evidence'
    | 'manifests'
    | 'metrics'
    | 'provenance'
  >,
): Route[] {
  const accessApplications = new AccessApplications();
  const hostnameAccess = new HostnameAccessReader(accessApplications);
  return Object.values(productBackends).flatMap(backend =>
    backend.routes({ ...options, accessApplications, hostnameAccess }),
  );
}
