import {
  CfWorkflow,
  CfWorkflowGraph,
  CfWorkflowNode,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  Workflow,
  WorkflowGraphNode,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { SharedReads } from '../../reading/SharedReads';

const MOST_GRAPHS = 200;
/** A version never changes, but its graph may come late. */
const KEEP_MS = 6 * 3_600_000;

/** What is known of the steps of a workflow. */
export interface Steps {
  version?: Workflow['version'];
  state: Workflow['graphState'];
  graph?: Workflow['graph'];
  problem?: CloudflareProblem;
}

/** Reads the current version of a workflow, and the graph of each version once. */
export class GraphReader {
  private readonly graphs = new SharedReads<{ graph: Workflow['graph'] }>({
    most: MOST_GRAPHS,
    keepMs: KEEP_MS,
  });

  /** Never fails for what Cloudflare does not tell. */
  async read(
    account: CloudflareAccount,
    workflow: CfWorkflow,
    signal: AbortSignal,
  ): Promise<Steps> {
    const { client, accountId } = account;
    const { name } = workflow;
    let version: Workflow['version'];
    try {
      const versions = await client.workflows.versions(name, { signal });
      if (!versions.complete) {
        // The current one may be among those that were not read.
        return { state: 'unknown', problem: versions.problems[0] };
      }
      const [current] = versions.items;
      if (!current) {
        return { state: 'not-available' };
      }
      const { id, createdAt, language, stepLimit, concurrencyLimit } = current;
      version = { id, createdAt, language, stepLimit, concurrencyLimit };
      if (current.hasGraph === false) {
        return { version, state: 'not-available' };
      }
      // Not with the signal of one caller: the reading is shared.
      const { graph } = await this.graphs.get(
        JSON.stringify([accountId, workflow.id, id]),
        async () => ({
          graph: toGraph(await client.workflows.graph(name, id)),
        }),
      );
      return { version, state: graph ? 'available' : 'not-available', graph };
    } catch (error) {
      if (!(error instanceof CloudflareApiError)) {
        throw error;
      }
      return { version, state: 'unknown', problem: error.problem };
    }
  }
}

function toGraph(graph: CfWorkflowGraph | undefined): Workflow['graph'] {
  if (!graph) {
    return undefined;
  }
  const { cut, steps, retryPolicies, stepsWithoutRetries } = graph;
  return {
    nodes: flattened(graph.nodes, 0),
    cut,
    steps,
    retryPolicies,
    stepsWithoutRetries,
  };
}

function flattened(
  nodes: readonly CfWorkflowNode[],
  depth: number,
): WorkflowGraphNode[] {
  return nodes.flatMap(({ nodes: within, ...node }) => [
    { depth, ...node },
    ...flattened(within, depth + 1),
  ]);
}
