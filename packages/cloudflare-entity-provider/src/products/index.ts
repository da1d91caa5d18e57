import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { AnyIngestion } from '../ResourceIngestion';
import { aiGatewayIngestion } from './ai-gateway';
import { aiSearchIngestion } from './ai-search';
import { analyticsEngineIngestion } from './analytics-engine';
import { browserRenderingIngestion } from './browser-rendering';
import { containersIngestion } from './containers';
import { d1Ingestion } from './d1';
import { durableObjectsIngestion } from './durable-objects';
import { hyperdriveIngestion } from './hyperdrive';
import { kvIngestion } from './kv';
import { pagesIngestion } from './pages';
import { queuesIngestion } from './queues';
import { r2Ingestion } from './r2';
import { secretsStoreIngestion } from './secrets-store';
import { vectorizeIngestion } from './vectorize';
import { workersIngestion } from './workers';
import { workflowsIngestion } from './workflows';
import { zeroTrustIngestion } from './zero-trust';

/** How each product's resources come into the catalog. */
export const ingestions: Record<ProductId, AnyIngestion> = {
  workers: workersIngestion,
  pages: pagesIngestion,
  zeroTrust: zeroTrustIngestion,
  queues: queuesIngestion,
  kv: kvIngestion,
  d1: d1Ingestion,
  r2: r2Ingestion,
  aiGateway: aiGatewayIngestion,
  vectorize: vectorizeIngestion,
  analyticsEngine: analyticsEngineIngestion,
  secretsStore: secretsStoreIngestion,
  hyperdrive: hyperdriveIngestion,
  containers: containersIngestion,
  workflows: workflowsIngestion,
  durableObjects: durableObjectsIngestion,
  aiSearch: aiSearchIngestion,
  browserRendering: browserRenderingIngestion,
};
