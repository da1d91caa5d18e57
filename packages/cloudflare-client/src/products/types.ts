import type { AiGatewayArea } from './ai-gateway.types';
import type { AiSearchArea } from './ai-search.types';
import type { AnalyticsEngineArea } from './analytics-engine.types';
import type { BrowserRenderingArea } from './browser-rendering.types';
import type { ContainersArea } from './containers.types';
import type { D1Area } from './d1.types';
import type { DurableObjectsArea } from './durable-objects.types';
import type { HyperdriveArea } from './hyperdrive.types';
import type { KvArea } from './kv.types';
import type { PagesArea } from './pages.types';
import type { QueuesArea } from './queues.types';
import type { R2Area } from './r2.types';
import type { SecretsStoreArea } from './secrets-store.types';
import type { VectorizeArea } from './vectorize.types';
import type { WorkersArea } from './workers.types';
import type { WorkflowsArea } from './workflows.types';
import type { ZeroTrustArea } from './zero-trust.types';

export * from './ai-gateway.types';
export * from './ai-search.types';
export * from './analytics-engine.types';
export * from './bindings.types';
export * from './browser-rendering.types';
export * from './containers.types';
export * from './d1.types';
export * from './durable-objects.types';
export * from './hyperdrive.types';
export * from './kv.types';
export * from './pages.types';
export * from './queues.types';
export * from './r2.types';
export * from './secrets-store.types';
export * from './vectorize.types';
export * from './workers.types';
export * from './workflows.types';
export * from './zero-trust.types';

/**
 * How each product is read.
 *
 * @public
 */
export interface ProductAreas {
  readonly workers: WorkersArea;
  readonly pages: PagesArea;
  readonly zeroTrust: ZeroTrustArea;
  readonly queues: QueuesArea;
  readonly kv: KvArea;
  readonly d1: D1Area;
  readonly r2: R2Area;
  readonly aiGateway: AiGatewayArea;
  readonly vectorize: VectorizeArea;
  readonly analyticsEngine: AnalyticsEngineArea;
  readonly secretsStore: SecretsStoreArea;
  readonly hyperdrive: HyperdriveArea;
  readonly containers: ContainersArea;
  readonly workflows: WorkflowsArea;
  readonly durableObjects: DurableObjectsArea;
  readonly aiSearch: AiSearchArea;
  readonly browserRendering: BrowserRenderingArea;
}
