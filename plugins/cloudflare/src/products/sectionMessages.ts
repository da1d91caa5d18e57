import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { aiGatewayTexts } from './ai-gateway.sections.messages';
import { aiSearchTexts } from './ai-search.sections.messages';
import { analyticsEngineTexts } from './analytics-engine.sections.messages';
import { browserRenderingTexts } from './browser-rendering.sections.messages';
import { containersTexts } from './containers.sections.messages';
import { d1Texts } from './d1.sections.messages';
import { durableObjectsTexts } from './durable-objects.sections.messages';
import { hyperdriveTexts } from './hyperdrive.sections.messages';
import { kvTexts } from './kv.sections.messages';
import { pagesTexts } from './pages.sections.messages';
import { queuesTexts } from './queues.sections.messages';
import { r2Texts } from './r2.sections.messages';
import { secretsStoreTexts } from './secrets-store.sections.messages';
import { vectorizeTexts } from './vectorize.sections.messages';
import { workersTexts } from './workers.sections.messages';
import { workflowsTexts } from './workflows.sections.messages';
import { zeroTrustTexts } from './zero-trust.sections.messages';

/**
 * The words of the sections of each product's panel. Only translations take all
 * of them; a panel has those of its own product.
 */
export const productSectionMessages = {
  workers: workersTexts.messages,
  pages: pagesTexts.messages,
  zeroTrust: zeroTrustTexts.messages,
  queues: queuesTexts.messages,
  kv: kvTexts.messages,
  d1: d1Texts.messages,
  r2: r2Texts.messages,
  aiGateway: aiGatewayTexts.messages,
  vectorize: vectorizeTexts.messages,
  analyticsEngine: analyticsEngineTexts.messages,
  secretsStore: secretsStoreTexts.messages,
  hyperdrive: hyperdriveTexts.messages,
  containers: containersTexts.messages,
  workflows: workflowsTexts.messages,
  durableObjects: durableObjectsTexts.messages,
  aiSearch: aiSearchTexts.messages,
  browserRendering: browserRenderingTexts.messages,
} satisfies Record<ProductId, object>;
