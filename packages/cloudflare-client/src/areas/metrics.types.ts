import type { CfAiGatewayMetrics } from '../products/ai-gateway.metrics';
import type { CfBrowserRenderingMetrics } from '../products/browser-rendering.metrics';
import type { CfContainersMetrics } from '../products/containers.metrics';
import type { CfD1Metrics } from '../products/d1.metrics';
import type { CfDurableObjectsMetrics } from '../products/durable-objects.metrics';
import type { CfHyperdriveMetrics } from '../products/hyperdrive.metrics';
import type { CfKvMetrics } from '../products/kv.metrics';
import type { CfQueuesMetrics } from '../products/queues.metrics';
import type { CfR2Metrics } from '../products/r2.metrics';
import type { CfVectorizeMetrics } from '../products/vectorize.metrics';
import type { CfWorkersMetrics } from '../products/workers.metrics';
import type { CfWorkflowsMetrics } from '../products/workflows.metrics';
import type { CfZeroTrustMetrics } from '../products/zero-trust.metrics';
import type { ReadOptions } from '../reading';

export type {
  CfAiGatewayMetrics,
  CfAiGatewayRequests,
} from '../products/ai-gateway.metrics';
export type {
  CfBrowserApiCalls,
  CfBrowserConcurrency,
  CfBrowserRenderingMetrics,
  CfBrowserTime,
} from '../products/browser-rendering.metrics';
export type {
  CfContainersMetrics,
  CfContainerUsage,
} from '../products/containers.metrics';
export type {
  CfD1DailyQueries,
  CfD1Metrics,
  CfD1Queries,
  CfD1QueryCounts,
  CfD1Storage,
} from '../products/d1.metrics';
export type {
  CfDurableObjectActivity,
  CfDurableObjectInvocations,
  CfDurableObjectKvStorage,
  CfDurableObjectsMetrics,
  CfDurableObjectSqlStorage,
} from '../products/durable-objects.metrics';
export type {
  CfHyperdriveMetrics,
  CfHyperdrivePool,
  CfHyperdriveQueries,
} from '../products/hyperdrive.metrics';
export type {
  CfKvMetrics,
  CfKvOperations,
  CfKvStorage,
} from '../products/kv.metrics';
export type {
  CfQueueBacklog,
  CfQueueConcurrency,
  CfQueueOperations,
  CfQueuesMetrics,
} from '../products/queues.metrics';
export type {
  CfR2Metrics,
  CfR2Operations,
  CfR2Storage,
} from '../products/r2.metrics';
export type {
  CfVectorizeMetrics,
  CfVectorizeQueries,
  CfVectorizeStorage,
  CfVectorizeWrites,
} from '../products/vectorize.metrics';
export type {
  CfWorkerInvocations,
  CfWorkerInvocationTotals,
  CfWorkersMetrics,
} from '../products/workers.metrics';
export type {
  CfWorkflowEvents,
  CfWorkflowsMetrics,
} from '../products/workflows.metrics';
export type {
  CfAccessLogins,
  CfZeroTrustMetrics,
} from '../products/zero-trust.metrics';
export type { MetricRows } from './metrics/MetricNode';

/**
 * The metrics of an account: what each dataset of each product told.
 *
 * @public
 */
export interface CfMetrics {
  workers: CfWorkersMetrics;
  zeroTrust: CfZeroTrustMetrics;
  queues: CfQueuesMetrics;
  kv: CfKvMetrics;
  d1: CfD1Metrics;
  r2: CfR2Metrics;
  aiGateway: CfAiGatewayMetrics;
  vectorize: CfVectorizeMetrics;
  hyperdrive: CfHyperdriveMetrics;
  containers: CfContainersMetrics;
  workflows: CfWorkflowsMetrics;
  durableObjects: CfDurableObjectsMetrics;
  browserRendering: CfBrowserRenderingMetrics;
}

/**
 * A product that has metrics.
 *
 * @public
 */
export type MetricsProductId = keyof CfMetrics;

/**
 * A half-open window of time. It should begin at a full hour, and end five
 * minutes ago or earlier: what is younger is not complete yet.
 *
 * @public
 */
export interface MetricsWindow {
  from: Date;
  to: Date;
}

/**
 * Reads the metrics of all products at once.
 *
 * @public
 */
export interface MetricsArea {
  /**
   * One to three requests for all products. A dataset that the account refuses
   * is told of by the `problem` of its node, and the others are read without
   * it.
   */
  read<Product extends MetricsProductId = MetricsProductId>(
    window: MetricsWindow,
    options?: ReadOptions & {
      /** Products that are read; all when absent. */
      only?: readonly Product[];
    },
  ): Promise<Pick<CfMetrics, Product>>;
}
