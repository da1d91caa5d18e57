import { accountPanels } from './account';
import { aiGatewayPanels } from './ai-gateway';
import { aiSearchPanels } from './ai-search';
import { analyticsEnginePanels } from './analytics-engine';
import { browserRenderingPanels } from './browser-rendering';
import { catalogPanels } from './catalog';
import { containersPanels } from './containers';
import { d1Panels } from './d1';
import { durableObjectsPanels } from './durable-objects';
import { evidencePanels } from './evidence';
import { hyperdrivePanels } from './hyperdrive';
import { kvPanels } from './kv';
import { Panel } from './Panel';
import { posturePanels } from './posture';
import { queuesPanels } from './queues';
import { r2Panels } from './r2';
import { resourcePanels } from './resources';
import { secretsStorePanels } from './secrets-store';
import { vectorizePanels } from './vectorize';
import { workflowsPanels } from './workflows';
import { zeroTrustPanels } from './zeroTrust';

export * from './Panel';

/** Every panel that reads a backend. */
export const panels: readonly Panel[] = [
  ...resourcePanels,
  ...zeroTrustPanels,
  ...queuesPanels,
  ...kvPanels,
  ...d1Panels,
  ...r2Panels,
  ...aiGatewayPanels,
  ...vectorizePanels,
  ...analyticsEnginePanels,
  ...secretsStorePanels,
  ...hyperdrivePanels,
  ...containersPanels,
  ...workflowsPanels,
  ...durableObjectsPanels,
  ...aiSearchPanels,
  ...browserRenderingPanels,
  ...accountPanels,
  ...evidencePanels,
  ...catalogPanels,
  ...posturePanels,
];
