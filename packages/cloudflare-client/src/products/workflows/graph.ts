import { z } from 'zod';
import { maybe } from '../../parsing';
import type {
  CfWorkflowGraph,
  CfWorkflowNode,
  CfWorkflowRetryPolicy,
} from '../workflows.types';

/** As much as a person can look at; calls repeat the nodes of a function. */
const MAX_DEPTH = 24;
const MAX_NODES = 500;
/** Nodes of the code itself, which are counted without being shown. */
const MAX_COUNTED = 10_000;

const STEPS = [
  'step_do',
  'step_sleep',
  'step_sleep_until',
  'step_wait_for_event',
];

const text = maybe(z.string());

/** A time span: in words, or in milliseconds. */
const span = maybe(
  z.union([z.string(), z.number().transform(value => `${value} ms`)]),
).catch(undefined);

const children = z.array(z.unknown()).nullish().catch(undefined);
const block = z.object({ nodes: children }).nullish().catch(undefined);

/** One node without those below it: how deep they nest is not ours to trust. */
const nodeSchema = z.object({
  type: z.string(),
  name: text.catch(undefined),
  kind: text.catch(undefined),
  duration: span,
  config: maybe(
    z.object({
      retries: maybe(
        z.object({
          limit: z.number(),
          delay: span,
          backoff: text,
        }),
      ),
      timeout: span,
    }),
  ).catch(undefined),
  options: maybe(z.object({ timeout: span })).catch(undefined),
  nodes: children,
  branches: z.array(block).nullish().catch(undefined),
  try_block: block,
  catch_block: block,
  finally_block: block,
});

type RawNode = z.infer<typeof nodeSchema>;

/** What the API answers for the graph of a version; `null`: there is none. */
export const graphSchema = z.object({
  graph: z
    .object({
      workflow: z.object({
        functions: z.record(z.string(), z.unknown()).nullish(),
        nodes: z.array(z.unknown()),
      }),
    })
    .nullish(),
});

type Functions = ReadonlyMap<string, readonly unknown[]>;

function readNode(value: unknown): RawNode {
  const parsed = nodeSchema.safeParse(value);
  return parsed.success ? parsed.data : { type: 'unknown' };
}

/** Conditions are not among them: they are code, and code can hold anything. */
function childrenOf(node: RawNode): { type?: string; nodes: unknown[] }[] {
  const blocks = (['try_block', 'catch_block', 'finally_block'] as const)
    .filter(name => node[name])
    .map(name => ({ type: name, nodes: node[name]?.nodes ?? [] }));
  const branches = (node.branches ?? []).map(branch => ({
    type: 'branch',
    nodes: branch?.nodes ?? [],
  }));
  return [{ nodes: node.nodes ?? [] }, ...branches, ...blocks];
}

/** Draws the tree with the nodes of functions in the place of their calls. */
class Drawing {
  cut = false;
  private count = 0;

  constructor(private readonly functions: Functions) {}

  nodes(
    values: readonly unknown[],
    depth = 0,
    calls: readonly string[] = [],
  ): CfWorkflowNode[] {
    if (depth >= MAX_DEPTH && values.length > 0) {
      this.cut = true;
      return [];
    }
    const drawn: CfWorkflowNode[] = [];
    for (const value of values) {
      if (!this.hasRoom()) {
        break;
      }
      drawn.push(this.node(readNode(value), depth, calls));
    }
    return drawn;
  }

  private hasRoom(): boolean {
    if (this.count >= MAX_NODES) {
      this.cut = true;
      return false;
    }
    this.count++;
    return true;
  }

  private node(
    raw: RawNode,
    depth: number,
    calls: readonly string[],
  ): CfWorkflowNode {
    const node: CfWorkflowNode = {
      type: raw.type,
      name: raw.name,
      kind: raw.kind,
      retries: raw.config?.retries,
      timeout: raw.config?.timeout ?? raw.options?.timeout,
      duration: raw.duration,
      nodes: [],
    };
    if (raw.type === 'function_call' && raw.name !== undefined) {
      if (calls.includes(raw.name)) {
        node.recursive = true;
      } else {
        node.nodes = this.nodes(this.functions.get(raw.name) ?? [], depth + 1, [
          ...calls,
          raw.name,
        ]);
      }
      return node;
    }
    for (const part of childrenOf(raw)) {
      if (part.type === undefined) {
        node.nodes.push(...this.nodes(part.nodes, depth + 1, calls));
      } else if (this.hasRoom()) {
        node.nodes.push({
          type: part.type,
          nodes: this.nodes(part.nodes, depth + 2, calls),
        });
      }
    }
    return node;
  }
}

/** Every node of the code once: those of a function once for all its calls. */
function count(values: readonly unknown[], functions: Functions) {
  const pending = [values];
  const called = new Set<string>();
  const policies = new Map<string, CfWorkflowRetryPolicy>();
  const withoutRetries = new Set<string>();
  let steps = 0;
  let seen = 0;
  while (pending.length > 0) {
    for (const value of pending.pop()!) {
      seen++;
      if (seen > MAX_COUNTED) {
        return { policies, withoutRetries };
      }
      const node = readNode(value);
      if (STEPS.includes(node.type)) {
        steps++;
      }
      const policy = node.config?.retries;
      if (policy) {
        policies.set(JSON.stringify(policy), policy);
        if (policy.limit === 0) {
          withoutRetries.add(node.name ?? node.type);
        }
      }
      if (node.type === 'function_call') {
        const name = node.name ?? '';
        if (!called.has(name)) {
          called.add(name);
          pending.push(functions.get(name) ?? []);
        }
      } else {
        pending.push(...childrenOf(node).map(part => part.nodes));
      }
    }
  }
  return { steps, policies, withoutRetries };
}

/** Makes a finite graph of what the API answers; undefined where it has none. */
export function toGraph({
  graph,
}: z.infer<typeof graphSchema>): CfWorkflowGraph | undefined {
  if (!graph) {
    return undefined;
  }
  const { nodes, functions: defined } = graph.workflow;
  const functions: Functions = new Map(
    Object.entries(defined ?? {}).map(([name, definition]) => [
      name,
      readNode(definition).nodes ?? [],
    ]),
  );
  const drawing = new Drawing(functions);
  const drawn = drawing.nodes(nodes);
  const { steps, policies, withoutRetries } = count(nodes, functions);
  return {
    nodes: drawn,
    cut: drawing.cut,
    steps,
    retryPolicies: [...policies.values()],
    stepsWithoutRetries: [...withoutRetries],
  };
}
