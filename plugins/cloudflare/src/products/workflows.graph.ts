import {
  WorkflowGraphNode,
  WorkflowRetryPolicy,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import type { StepBranch, StepKind, StepNode } from '../components/StepGraph';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { workflowsTexts } from './workflows.sections.messages';

const KINDS: Record<string, StepKind | undefined> = {
  step_do: 'step',
  step_sleep: 'sleep',
  step_sleep_until: 'sleep',
  step_wait_for_event: 'event',
  loop: 'loop',
  parallel: 'parallel',
  if: 'condition',
  switch: 'condition',
  try: 'attempt',
  function_call: 'call',
  function_def: 'block',
  block: 'block',
  start: 'block',
  break: 'end',
};

const BLOCKS = ['try_block', 'catch_block', 'finally_block'] as const;

interface Nested {
  node: WorkflowGraphNode;
  within: Nested[];
}

/** The nodes of a graph as they are drawn. */
export function toStepNodes(
  nodes: readonly WorkflowGraphNode[],
  t: SectionTranslate<typeof workflowsTexts>,
): StepNode[] {
  return nested(nodes).map(each => drawn(each, t));
}

/** A retry policy in words. */
export function policyText(
  { backoff, delay, limit }: WorkflowRetryPolicy,
  t: SectionTranslate<typeof workflowsTexts>,
): string {
  const retries = t('sections.workflows.steps.retries', { count: limit });
  return limit > 0 && backoff && delay
    ? t('sections.workflows.steps.policy', { retries, backoff, delay })
    : retries;
}

/** Nodes follow the one that they are within, one deeper. */
function nested(nodes: readonly WorkflowGraphNode[]): Nested[] {
  const outermost: Nested[] = [];
  const path: Nested[] = [];
  for (const node of nodes) {
    const made: Nested = { node, within: [] };
    const around = path[node.depth - 1]?.within ?? outermost;
    around.push(made);
    path.splice(node.depth, path.length, made);
  }
  return outermost;
}

function drawn(
  { node, within }: Nested,
  t: SectionTranslate<typeof workflowsTexts>,
): StepNode {
  const kind = KINDS[node.type] ?? 'other';
  const step: StepNode = {
    kind,
    name: node.name ?? (kind === 'other' ? node.type : undefined),
    detail: detailOf(node, t) || undefined,
  };
  if (within.length === 0) {
    return step;
  }
  switch (node.type) {
    case 'parallel':
      return {
        ...step,
        branches: within.map(one => ({ steps: [drawn(one, t)] })),
      };
    case 'if':
    case 'switch':
    case 'try':
      return { ...step, branches: within.map(one => branch(one, t)) };
    default:
      return { ...step, children: within.map(one => drawn(one, t)) };
  }
}

function branch(
  { node, within }: Nested,
  t: SectionTranslate<typeof workflowsTexts>,
): StepBranch {
  const block = BLOCKS.find(candidate => candidate === node.type);
  return {
    name: block && t(`sections.workflows.steps.branches.${block}`),
    steps: within.map(one => drawn(one, t)),
  };
}

function detailOf(
  node: WorkflowGraphNode,
  t: SectionTranslate<typeof workflowsTexts>,
): string {
  return [
    node.kind,
    node.retries && policyText(node.retries, t),
    node.timeout &&
      t('sections.workflows.steps.timeout', { time: node.timeout }),
    node.duration &&
      t('sections.workflows.steps.sleeps', { time: node.duration }),
    node.recursive && t('sections.workflows.steps.recursive'),
  ]
    .filter(Boolean)
    .join(' · ');
}
