import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { aiGatewayMessages } from './ai-gateway.messages';
import { aiSearchMessages } from './ai-search.messages';
import { analyticsEngineMessages } from './analytics-engine.messages';
import { browserRenderingMessages } from './browser-rendering.messages';
import { containersMessages } from './containers.messages';
import { d1Messages } from './d1.messages';
import { durableObjectsMessages } from './durable-objects.messages';
import { hyperdriveMessages } from './hyperdrive.messages';
import { kvMessages } from './kv.messages';
import { pagesMessages } from './pages.messages';
import { queuesMessages } from './queues.messages';
import { r2Messages } from './r2.messages';
import { secretsStoreMessages } from './secrets-store.messages';
import { vectorizeMessages } from './vectorize.messages';
import { workersMessages } from './workers.messages';
import { workflowsMessages } from './workflows.messages';
import { zeroTrustMessages } from './zero-trust.messages';

/**
 * The words of each product. Apart from its view, so that translations can be
 * installed without loading any view.
 */
export const productMessages = {
  workers: workersMessages,
  pages: pagesMessages,
  zeroTrust: zeroTrustMessages,
  queues: queuesMessages,
  kv: kvMessages,
  d1: d1Messages,
  r2: r2Messages,
  aiGateway: aiGatewayMessages,
  vectorize: vectorizeMessages,
  analyticsEngine: analyticsEngineMessages,
  secretsStore: secretsStoreMessages,
  hyperdrive: hyperdriveMessages,
  containers: containersMessages,
  workflows: workflowsMessages,
  durableObjects: durableObjectsMessages,
  aiSearch: aiSearchMessages,
  browserRendering: browserRenderingMessages,
} satisfies Record<ProductId, object>;
