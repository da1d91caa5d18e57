import { aiGatewayMetrics } from '../../products/ai-gateway.metrics';
import { browserRenderingMetrics } from '../../products/browser-rendering.metrics';
import { containersMetrics } from '../../products/containers.metrics';
import { d1Metrics } from '../../products/d1.metrics';
import { durableObjectsMetrics } from '../../products/durable-objects.metrics';
import { hyperdriveMetrics } from '../../products/hyperdrive.metrics';
import { kvMetrics } from '../../products/kv.metrics';
import { queuesMetrics } from '../../products/queues.metrics';
import { r2Metrics } from '../../products/r2.metrics';
import { vectorizeMetrics } from '../../products/vectorize.metrics';
import { workersMetrics } from '../../products/workers.metrics';
import { workflowsMetrics } from '../../products/workflows.metrics';
import { zeroTrustMetrics } from '../../products/zero-trust.metrics';
import type { CfMetrics, MetricsProductId } from '../metrics.types';
import type { MetricNode, MetricNodes } from './MetricNode';

const metricsByProduct: {
  [Id in MetricsProductId]: {
    /** Goes into our messages. */
    title: string;
    nodes: MetricNodes<CfMetrics[Id]>;
  };
} = {
  workers: { title: 'Workers', nodes: workersMetrics },
  zeroTrust: { title: 'Zero Trust', nodes: zeroTrustMetrics },
  queues: { title: 'Queues', nodes: queuesMetrics },
  kv: { title: 'KV', nodes: kvMetrics },
  d1: { title: 'D1', nodes: d1Metrics },
  r2: { title: 'R2', nodes: r2Metrics },
  aiGateway: { title: 'AI Gateway', nodes: aiGatewayMetrics },
  vectorize: { title: 'Vectorize', nodes: vectorizeMetrics },
  hyperdrive: { title: 'Hyperdrive', nodes: hyperdriveMetrics },
  containers: { title: 'Containers', nodes: containersMetrics },
  workflows: { title: 'Workflows', nodes: workflowsMetrics },
  durableObjects: { title: 'Durable Objects', nodes: durableObjectsMetrics },
  browserRendering: {
    title: 'Browser Rendering',
    nodes: browserRenderingMetrics,
  },
};

/** A node with its place in the metrics. */
export interface PlacedNode extends MetricNode<unknown> {
  product: MetricsProductId;
  productTitle: string;
  /** Its key within the metrics of the product. */
  key: string;
}

/** The nodes of all products. */
export const placedNodes: readonly PlacedNode[] = Object.entries(
  metricsByProduct,
).flatMap(([product, { title, nodes }]) =>
  Object.entries<MetricNode<unknown>>(nodes).map(([key, node]) => ({
    ...node,
    product: product as MetricsProductId,
    productTitle: title,
    key,
  })),
);

/** The datasets that the nodes are read from. */
export const datasetNames: readonly string[] = [
  ...new Set(placedNodes.map(({ dataset }) => dataset)),
];
