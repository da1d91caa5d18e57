type Node = Record<string, unknown> & { type: string };

/** The policy that the platform fills in where the author wrote none. */
const usual = { limit: 5, delay: '10 seconds', backoff: 'exponential' };

export const step = (
  name: string,
  retries: object = usual,
  nodes: Node[] = [],
): Node => ({
  type: 'step_do',
  name,
  config: { retries, timeout: '10 minutes' },
  nodes,
});

const parallel = (...nodes: Node[]): Node => ({
  type: 'parallel',
  kind: 'all',
  nodes,
});

const call = (name: string): Node => ({ type: 'function_call', name });

function graph(nodes: Node[], functions: Record<string, Node[]> = {}): object {
  return {
    version: 1,
    workflow: {
      class_name: 'Workflow',
      functions: Object.fromEntries(
        Object.entries(functions).map(([name, body]) => [
          name,
          { type: 'function_def', name, nodes: body },
        ]),
      ),
      nodes,
    },
  };
}

export const plainGraph = graph([step('collect'), step('deliver')]);

/** Everything that code can do with steps. */
export const branchingGraph = graph(
  [
    step('read orders'),
    {
      type: 'if',
      branches: [
        { condition: 'orders.length > 0', nodes: [call('export')] },
        { condition: null, nodes: [{ type: 'break', kind: 'return' }] },
      ],
    },
    parallel(
      step('charge', { limit: 3, delay: 5000, backoff: 'linear' }),
      step('reserve stock'),
    ),
    {
      type: 'try',
      try_block: { type: 'block', nodes: [step('ship')] },
      catch_block: {
        type: 'block',
        nodes: [step('refund', { limit: 0, delay: 0, backoff: 'constant' })],
      },
      finally_block: null,
    },
    {
      type: 'step_wait_for_event',
      name: 'delivered',
      options: { event_type: 'delivery', timeout: '14 days' },
    },
    {
      type: 'switch',
      discriminant: 'order.region',
      branches: [
        { condition: '"eu"', nodes: [step('archive in the EU')] },
        { condition: null, nodes: [step('archive')] },
      ],
    },
    {
      type: 'step_sleep_until',
      name: 'end of month',
      timestamp: '2026-12-01T00:00:00Z',
    },
  ],
  { export: [step('write file'), step('upload')] },
);

/** Two functions that call each other. */
export const mutualGraph = graph([call('walk')], {
  walk: [step('list folder'), call('visit')],
  visit: [step('read file'), call('walk')],
});

/** Small to write down, and of half a million nodes when every call is followed. */
export const explodingGraph = graph(
  [call('pass-0')],
  Object.fromEntries(
    Array.from({ length: 19 }, (_, index) => [
      `pass-${index}`,
      index === 18
        ? [step('encode')]
        : [call(`pass-${index + 1}`), call(`pass-${index + 1}`)],
    ]),
  ),
);

/** Deeper than anybody reads. */
export const deepGraph = graph([
  Array.from({ length: 60 }).reduce<Node>(
    inner => ({ type: 'loop', nodes: [inner] }),
    step('probe'),
  ),
]);
