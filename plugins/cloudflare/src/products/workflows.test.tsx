import {
  Workflow,
  WorkflowRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { rowsOf } from '../__testUtils__/tables';

function workflowEntity(parameters: object = {}) {
  return {
    ...worker,
    metadata: {
      ...worker.metadata,
      name: 'cf-workflow-acme-etl',
      title: 'acme-etl',
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': 'acme-etl',
      },
    },
    spec: {
      type: 'cloudflare-workflow',
      owner: 'group:default/data',
      parameters: { account: 'default', name: 'acme-etl', ...parameters },
    },
    relations: [],
  };
}

const runs: WorkflowRun[] = [
  { id: 'run-queued', status: 'queued', createdAt: '2026-11-22T01:00:00Z' },
  {
    id: 'run-failed',
    status: 'errored',
    outcome: 'errored',
    createdAt: '2026-11-22T00:00:00Z',
    startedAt: '2026-11-22T00:00:01Z',
    endedAt: '2026-11-22T00:04:01Z',
    durationSeconds: 240,
    retries: 5,
    retriesFrom: 'run',
    trigger: 'cron',
  },
  {
    id: 'run-later',
    status: 'dreaming',
    createdAt: '2026-11-21T00:00:00Z',
    startedAt: '2026-11-21T00:00:01Z',
  },
];

const etl: Workflow = {
  id: 'w1',
  name: 'acme-etl',
  runCounts: {},
  schedules: [],
  version: { id: 'v1', createdAt: '2026-11-01T00:00:00Z' },
  graphState: 'available',
  graph: {
    cut: true,
    steps: 3,
    retryPolicies: [
      { limit: 5, delay: '10 seconds', backoff: 'exponential' },
      { limit: 0 },
    ],
    stepsWithoutRetries: ['load rows'],
    nodes: [
      { depth: 0, type: 'step_do', name: 'extract', retries: { limit: 1 } },
      { depth: 0, type: 'loop' },
      { depth: 1, type: 'function_call', name: 'load' },
      { depth: 2, type: 'step_do', name: 'load rows', retries: { limit: 0 } },
      { depth: 2, type: 'function_call', name: 'load', recursive: true },
      { depth: 0, type: 'try' },
      { depth: 1, type: 'try_block' },
      { depth: 2, type: 'step_do', name: 'ship' },
      { depth: 1, type: 'catch_block' },
      { depth: 2, type: 'quantum' },
      { depth: 0, type: 'parallel', kind: 'all' },
      { depth: 1, type: 'step_sleep', name: 'nap', duration: '1 minute' },
      { depth: 1, type: 'step_do', name: 'work' },
    ],
  },
};

const show = (options: { workflow?: Partial<Workflow>; parameters?: object }) =>
  renderEntityTab({
    entity: workflowEntity(options.parameters),
    answers: {
      'workflows/acme-etl/runs': answer(runs),
      workflows: answer([{ ...etl, ...options.workflow }]),
    },
  });

const itemsOf = (list: HTMLElement) =>
  Array.from(list.children) as HTMLElement[];

describe('Workflows', () => {
  it('shows how the last runs ended, how long they took and their retries', async () => {
    const api = show({});
    const [queued, failed, other] = await rowsOf('Runs of the last 7 days');
    expect(queued).toHaveTextContent('Queued');
    expect(queued).toHaveTextContent('Not started');
    expect(failed).toHaveTextContent('Failed');
    expect(failed).toHaveTextContent('4 min');
    expect(failed).toHaveTextContent('5by the run itself');
    expect(failed).toHaveTextContent('cron');
    expect(other).toHaveTextContent('dreaming');
    expect(other).toHaveTextContent('Not over');
    const { query } = api.read.mock.calls.find(
      ([request]) => request.path[2] === 'runs',
    )![0];
    expect(query.from).toMatch(/T00:00:00\.000Z$/);
  });

  it('draws the steps, those within others and those side by side', async () => {
    show({});
    const list = await screen.findByRole('list', { name: 'Steps' });
    const [extract, loop, attempt, parallel] = itemsOf(list);
    expect(extract).toHaveTextContent('extractStep · 1 retry');
    expect(loop).toHaveTextContent('load rowsStep · not retried');
    expect(loop).toHaveTextContent('loadFunction · calls itself');
    expect(attempt).toHaveTextContent('If it failsquantum');
    expect(parallel).toHaveTextContent('Branch 1napSleep · for 1 minute');
    expect(parallel).toHaveTextContent('Branch 2work');
  });

  it('tells policies, steps that are not retried, and that nodes are left out', async () => {
    show({});
    const steps = within(await screen.findByRole('region', { name: 'Steps' }));
    expect(
      await steps.findByText('5 retries, exponential from 10 seconds'),
    ).toBeInTheDocument();
    expect(steps.getByText('not retried')).toBeInTheDocument();
    expect(
      steps.getByText('The graph is larger than what is shown here.'),
    ).toBeInTheDocument();
  });

  it.each([
    ['not-available', /Cloudflare has no step graph of this version/],
    ['unknown', 'The step graph could not be read.'],
  ] as const)('says why there is no graph: %s', async (graphState, text) => {
    show({ workflow: { graphState, graph: undefined } });
    const steps = within(await screen.findByRole('region', { name: 'Steps' }));
    expect(await steps.findByText(text)).toBeInTheDocument();
    expect(steps.queryByText('None')).toBeNull();
  });

  it.each([
    [{ scriptDeleted: true }, 'Worker deleted'],
    [{ neverRun: true }, 'Never ran'],
    [{ stepsWithoutRetries: 2 }, 'Steps without retries'],
    [{ lastRunAt: '2026-11-22T00:00:00Z' }, 'In use'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    show({ parameters: { schedules: ['0 * * * *'], ...parameters } });
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
