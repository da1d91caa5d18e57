import type { AreaDefinition } from '../Area';
import { aiGatewayArea } from './ai-gateway';
import { aiSearchArea } from './ai-search';
import { analyticsEngineArea } from './analytics-engine';
import { browserRenderingArea } from './browser-rendering';
import { containersArea } from './containers';
import { d1Area } from './d1';
import { durableObjectsArea } from './durable-objects';
import { hyperdriveArea } from './hyperdrive';
import { kvArea } from './kv';
import { pagesArea } from './pages';
import { queuesArea } from './queues';
import { r2Area } from './r2';
import { secretsStoreArea } from './secrets-store';
import { vectorizeArea } from './vectorize';
import { workersArea } from './workers';
import { workflowsArea } from './workflows';
import { zeroTrustArea } from './zero-trust';
import type { ProductAreas } from './types';

/** How each product is read. */
export const productAreas: {
  [Id in keyof ProductAreas]: AreaDefinition<ProductAreas[Id]>;
} = {
  workers: workersArea,
  pages: pagesArea,
  zeroTrust: zeroTrustArea,
  queues: queuesArea,
  kv: kvArea,
  d1: d1Area,
  r2: r2Area,
  aiGateway: aiGatewayArea,
  vectorize: vectorizeArea,
  analyticsEngine: analyticsEngineArea,
  secretsStore: secretsStoreArea,
  hyperdrive: hyperdriveArea,
  containers: containersArea,
  workflows: workflowsArea,
  durableObjects: durableObjectsArea,
  aiSearch: aiSearchArea,
  browserRendering: browserRenderingArea,
};
