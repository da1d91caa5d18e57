import { exampleBodies } from '@cloudflare-backstage/cloudflare-simulator';
import type { CfWorkflowGraph, CfWorkflowNode } from '../workflows.types';
import { graphSchema, toGraph } from './graph';

const step = (name: string, limit = 5) => ({
  type: 'step_do',
  name,
  config: {
    retries: { limit, delay: 1000, backoff: 'linear' },
    timeout: '1 minute',
  },
  nodes: [],
});
const call = (name: string) => ({ type: 'function_call', name });

function graphOf(
  nodes: unknown[],
  functions: Record<string, unknown[]> = {},
): CfWorkflowGraph {
  const definitions = Object.fromEntries(
    Object.entries(functions).map(([name, body]) => [
      name,
      { type: 'function_def', name, nodes: body },
    ]),
  );
  return toGraph(
    graphSchema.parse({
      graph: { workflow: { nodes, functions: definitions } },
    }),
  )!;
}

const sizeOf = (nodes: CfWorkflowNode[]): number =>
  nodes.reduce((size, node) => size + 1 + sizeOf(node.nodes), 0);

/** Types and names, nested. */
const outline = (nodes: CfWorkflowNode[]): unknown[] =>
  nodes.flatMap(({ type, name, nodes: below }) => [
    name ? `${type} ${name}` : type,
    ...(below.length > 0 ? [outline(below)] : []),
  ]);

describe('a step graph', () => {
  it('is drawn with the nodes of a function once where it calls itself', () => {
    const graph = toGraph(
      graphSchema.parse(exampleBodies.workflowsVersionsGraph.result),
    )!;
    expect(outline(graph.nodes)).toEqual([
      'step_do extract',
      'loop',
      ['function_call load', ['step_do load rows', 'function_call load']],
      'step_sleep cool down',
    ]);
    const [, loop] = graph.nodes;
    expect(loop.nodes[0].nodes[1]).toMatchObject({ recursive: true });
    expect(graph).toMatchObject({
      cut: false,
      steps: 3,
      retryPolicies: [
        { limit: 5, delay: '10 seconds', backoff: 'exponential' },
        { limit: 0, delay: '0 ms', backoff: 'constant' },
      ],
      stepsWithoutRetries: ['load rows'],
    });
  });

  it('shows what is run side by side, chosen and caught, and no condition', () => {
    const graph = graphOf([
      { type: 'parallel', kind: 'race', nodes: [step('a'), step('b')] },
      {
        type: 'if',
        branches: [
          { condition: 'key === "hunter2"', nodes: [step('c')] },
          { condition: null, nodes: [{ type: 'break', kind: 'return' }] },
        ],
      },
      {
        type: 'try',
        try_block: { type: 'block', nodes: [step('d')] },
        catch_block: { type: 'block', nodes: [step('e', 0)] },
        finally_block: null,
      },
      {
        type: 'step_wait_for_event',
        name: 'f',
        options: { event_type: 'x', timeout: '2 days' },
      },
    ]);
    expect(outline(graph.nodes)).toEqual([
      'parallel',
      ['step_do a', 'step_do b'],
      'if',
      ['branch', ['step_do c'], 'branch', ['break']],
      'try',
      ['try_block', ['step_do d'], 'catch_block', ['step_do e']],
      'step_wait_for_event f',
    ]);
    expect(graph).toMatchObject({ steps: 6, stepsWithoutRetries: ['e'] });
    expect(graph.nodes[3].timeout).toBe('2 days');
    expect(JSON.stringify(graph)).not.toContain('hunter2');
  });

  it('is finite where functions call each other', () => {
    const graph = graphOf([call('a')], {
      a: [step('one'), call('b')],
      b: [step('two'), call('a')],
    });
    expect(graph).toMatchObject({ cut: false, steps: 2 });
    expect(sizeOf(graph.nodes)).toBe(5);
  });

  it('is cut where calls multiply, and says so; its steps are counted all the same', () => {
    const functions = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `f${i}`,
        i === 19 ? [step('leaf')] : [call(`f${i + 1}`), call(`f${i + 1}`)],
      ]),
    );
    const graph = graphOf([call('f0')], functions);
    expect(graph.cut).toBe(true);
    expect(sizeOf(graph.nodes)).toBeLessThanOrEqual(500);
    expect(graph.steps).toBe(1);
  });

  it('is cut where it is too deep, without running out of stack', () => {
    let node: object = step('bottom');
    for (let depth = 0; depth < 5_000; depth++) {
      node = { type: 'loop', nodes: [node] };
    }
    const graph = graphOf([node]);
    expect(graph).toMatchObject({ cut: true, steps: 1 });
  });

  it('has no number of steps where there are too many to count', () => {
    const graph = graphOf(
      Array.from({ length: 10_001 }, (_, index) => step(`${index}`)),
    );
    expect(graph.cut).toBe(true);
    expect(graph.steps).toBeUndefined();
  });

  it('keeps a node that makes no sense as an unknown one', () => {
    const graph = graphOf([
      7,
      { type: 'quantum', nodes: [step('a')] },
      { type: 'step_do', name: 'b', config: 'odd' },
      call('nowhere'),
    ]);
    expect(outline(graph.nodes)).toEqual([
      'unknown',
      'quantum',
      ['step_do a'],
      'step_do b',
      'function_call nowhere',
    ]);
    expect(graph.retryPolicies).toEqual([
      { limit: 5, delay: '1000 ms', backoff: 'linear' },
    ]);
  });

  it('is not there where Cloudflare has none', () => {
    expect(toGraph(graphSchema.parse({ id: 'v', graph: null }))).toBe(
      undefined,
    );
  });
});
