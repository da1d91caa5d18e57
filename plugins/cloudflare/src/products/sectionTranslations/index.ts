import { aiGatewayTexts } from './ai-gateway';
import { aiSearchTexts } from './ai-search';
import { analyticsEngineTexts } from './analytics-engine';
import { browserRenderingTexts } from './browser-rendering';
import { containersTexts } from './containers';
import { d1Texts } from './d1';
import { durableObjectsTexts } from './durable-objects';
import { hyperdriveTexts } from './hyperdrive';
import { kvTexts } from './kv';
import { pagesTexts } from './pages';
import { queuesTexts } from './queues';
import { r2Texts } from './r2';
import { secretsStoreTexts } from './secrets-store';
import { vectorizeTexts } from './vectorize';
import { workersTexts } from './workers';
import { workflowsTexts } from './workflows';
import { zeroTrustTexts } from './zero-trust';

/**
 * The texts of the sections of each product's panel, which are loaded with the
 * first panel of the product that is opened. Override them as those of
 * `cloudflareTranslationRef`.
 *
 * @public
 */
export const cloudflareProductTranslationRefs = {
  workers: workersTexts,
  pages: pagesTexts,
  zeroTrust: zeroTrustTexts,
  queues: queuesTexts,
  kv: kvTexts,
  d1: d1Texts,
  r2: r2Texts,
  aiGateway: aiGatewayTexts,
  vectorize: vectorizeTexts,
  analyticsEngine: analyticsEngineTexts,
  secretsStore: secretsStoreTexts,
  hyperdrive: hyperdriveTexts,
  containers: containersTexts,
  workflows: workflowsTexts,
  durableObjects: durableObjectsTexts,
  aiSearch: aiSearchTexts,
  browserRendering: browserRenderingTexts,
};
