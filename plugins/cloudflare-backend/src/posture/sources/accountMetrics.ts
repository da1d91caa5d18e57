import {
  CfAiGatewayRequests,
  CfDurableObjectActivity,
  CfDurableObjectInvocations,
  CfQueueBacklog,
  CfQueueOperations,
  MetricRows,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource } from '../PostureSources';

/** What was measured of each resource. Without rows it is not known to be zero. */
export interface Measured<Row> {
  of(resource: string): readonly Row[];
  /** Why there may be more. */
  problem?: CloudflareProblem;
}

/** What checks look at of the metrics of the last 24 hours, by native ids. */
export interface PostureMetrics {
  queueBacklog: Measured<CfQueueBacklog>;
  queueOperations: Measured<CfQueueOperations>;
  objectInvocations: Measured<CfDurableObjectInvocations>;
  objectActivity: Measured<CfDurableObjectActivity>;
  gatewayRequests: Measured<CfAiGatewayRequests>;
}

/** The metrics of an account: one to three requests for all its resources. */
export const accountMetrics: PostureSource<PostureMetrics> = {
  name: 'metrics',
  async read({ dependencies, reading }, account) {
    const { window, nodes, problems } = await dependencies.metrics.readOptional(
      account,
      {},
      ({ queues, durableObjects, aiGateway }) => ({
        backlog: queues.backlog,
        operations: queues.operations,
        invocations: durableObjects.invocations,
        activity: durableObjects.activity,
        requests: aiGateway.requests,
      }),
      reading,
    );
    if (!nodes) {
      return { problem: problems[0] };
    }
    const ofNodes = Object.values(nodes).map(({ problem }) => problem);
    const outdated = problems.find(problem => !ofNodes.includes(problem));
    return {
      value: {
        queueBacklog: measured(nodes.backlog, row => row.queueId),
        queueOperations: measured(nodes.operations, row => row.queueId),
        objectInvocations: measured(nodes.invocations, row => row.namespaceId),
        objectActivity: measured(nodes.activity, row => row.namespaceId),
        gatewayRequests: measured(nodes.requests, row => row.gateway),
      },
      observedAt: window.to,
      ...(outdated && { incomplete: outdated }),
    };
  },
};

function measured<Row>(
  { rows, problem }: MetricRows<Row>,
  resourceOf: (row: Row) => string,
): Measured<Row> {
  const byResource = new Map<string, Row[]>();
  for (const row of rows) {
    const resource = resourceOf(row);
    const known = byResource.get(resource);
    if (known) {
      known.push(row);
    } else {
      byResource.set(resource, [row]);
    }
  }
  return { of: resource => byResource.get(resource) ?? [], problem };
}
