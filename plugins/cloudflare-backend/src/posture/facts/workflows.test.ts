import {
  CfWorkflow,
  CfWorkflowRun,
  CloudflareApiError,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { collectFor, NOW } from '../__testUtils__/collectFor';
import { accountWith, resource } from '../__testUtils__/postureAccount';

describe('workflow.last-run', () => {
  const run = (status: string, hoursAgo: number): CfWorkflowRun => {
    const at = new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString();
    const isOver = ['complete', 'errored', 'terminated'].includes(status);
    return {
      id: `${status}-${hoursAgo}`,
      status,
      createdAt: at,
      ...(isOver && { endedAt: at }),
    };
  };
  const runs = (...statuses: string[]) =>
    statuses.map((status, index) => run(status, index + 1));
  const collect = (
    items: CfWorkflowRun[],
    { nextCursor }: Partial<Page<CfWorkflowRun>> = {},
  ) =>
    collectFor('workflow.last-run', {
      entity: resource('workflows', 'etl'),
      account: accountWith({
        workflows: {
          list: async () => ({ items: [], complete: true, problems: [] }),
          runs: async (name, { from, to }) => {
            expect([name, to]).toEqual(['etl', NOW]);
            expect(from).toEqual(new Date('2026-01-30T12:00:00Z'));
            return { items, nextCursor };
          },
        },
      }),
    });

  it('passes when the last run that ended was completed', async () => {
    await expect(
      collect(runs('running', 'queued', 'complete', 'terminated')),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: {
        endedRuns: 2,
        lastStatus: 'complete',
        lastEndedAt: '2026-03-01T09:00:00.000Z',
        erroredPercent: 0,
      },
    });
  });

  it('fails when it was not completed, or too many were not', async () => {
    await expect(
      collect(runs('running', 'errored', 'complete')),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { lastStatus: 'errored', erroredPercent: 50 },
    });
    await expect(
      collect(runs('terminated', 'complete')),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { lastStatus: 'terminated', erroredPercent: 0 },
    });
    await expect(
      collect(runs(...Array(8).fill('complete'), 'errored')),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { lastStatus: 'complete', erroredPercent: 11.11 },
    });
  });

  it('goes by the end of the runs, not by their beginning', async () => {
    const [late, early] = runs('errored', 'complete');
    const items = [late, { ...early, endedAt: NOW.toISOString() }];
    await expect(collect(items)).resolves.toMatchObject({
      facts: { lastStatus: 'complete' },
    });
  });

  it('is not about a workflow without a run that ended', async () => {
    const state = 'not-applicable';
    await expect(collect([])).resolves.toMatchObject({ state });
    await expect(collect(runs('running'))).resolves.toMatchObject({ state });
    // Without a request.
    await expect(
      collectFor('workflow.last-run', {
        entity: resource('workflows', 'etl', { neverRun: true }),
      }),
    ).resolves.toMatchObject({ state });
  });

  it('does not know what ended behind many runs under way, or was not read', async () => {
    await expect(
      collect(runs('running'), { nextCursor: 'more' }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
    await expect(
      collectFor('workflow.last-run', {
        entity: resource('workflows', 'etl'),
      }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
  });

  it('is stale when the runs were read too long ago', async () => {
    await expect(
      collectFor('workflow.last-run', {
        entity: resource('workflows', 'etl'),
        readings: {
          'workflow runs etl': {
            value: {
              ended: 1,
              errored: 0,
              last: { status: 'complete' },
              more: false,
            },
            observedAt: new Date('2026-03-01T09:59:00Z'),
          },
        },
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('the runs of workflows that did not run again', () => {
  const HOUR = 3_600_000;
  const hourly = (options: { triggeredAt?: string | null } = {}) => {
    const dependencies = {};
    const workflow: CfWorkflow = {
      id: 'w1',
      name: 'etl',
      triggeredAt: '2026-03-01T08:00:00Z',
      runCounts: { complete: 1 },
      schedules: [],
      ...options,
    };
    const world = { workflow, status: 'complete', down: false };
    const calls = { list: 0, runs: 0 };
    const account = accountWith({
      workflows: {
        async list() {
          calls.list += 1;
          if (world.down) {
            throw new CloudflareApiError({ kind: 'forbidden', message: 'no' });
          }
          return { items: [world.workflow], complete: true, problems: [] };
        },
        async runs(_name, _filter, reading) {
          calls.runs += 1;
          reading?.record?.({
            method: 'GET',
            path: '/',
            query: {},
            at: '',
            rayId: 'ray-of-runs',
          });
          const createdAt = '2026-03-01T08:00:00Z';
          return { items: [{ id: 'r1', status: world.status, createdAt }] };
        },
      },
    });
    const collect = (hours: number) =>
      collectFor('workflow.last-run', {
        entity: resource('workflows', 'etl'),
        account,
        dependencies,
        now: new Date(NOW.getTime() + hours * HOUR),
      });
    return { world, calls, collect };
  };

  it('are not read again, and are as new as the list', async () => {
    const { calls, collect } = hourly();
    expect(await collect(0)).toMatchObject({
      sources: [{ rayIds: ['ray-of-runs'] }],
    });
    for (let hour = 1; hour < 24; hour++) {
      expect(await collect(hour)).toMatchObject({
        state: 'pass',
        facts: { endedRuns: 1, lastStatus: 'complete' },
        sources: [
          {
            name: 'workflow runs',
            observedAt: new Date(NOW.getTime() + hour * HOUR).toISOString(),
          },
        ],
      });
    }
    expect(calls).toEqual({ list: 24, runs: 1 });
    await collect(24);
    expect(calls.runs).toBe(2);
  });

  it('are read again once a run began, or changed its state', async () => {
    const { world, calls, collect } = hourly();
    await collect(0);
    world.workflow = { ...world.workflow, triggeredAt: '2026-03-01T12:30:00Z' };
    await collect(1);
    expect(calls.runs).toBe(2);
    world.status = 'errored';
    world.workflow = { ...world.workflow, runCounts: { errored: 1 } };
    expect(await collect(2)).toMatchObject({ state: 'fail' });
    expect(calls.runs).toBe(3);
  });

  it('are read where the list does not tell of them', async () => {
    const untold = hourly({ triggeredAt: undefined });
    await untold.collect(0);
    await untold.collect(1);
    expect(untold.calls.runs).toBe(2);
    const refused = hourly();
    await refused.collect(0);
    refused.world.down = true;
    refused.world.status = 'errored';
    expect(await refused.collect(1)).toMatchObject({ state: 'fail' });
    expect(refused.calls.runs).toBe(2);
  });
});

describe('workflow.retry', () => {
  const collect = (
    parameters: Parameters<typeof resource>[2],
    lastComplete = NOW,
  ) =>
    collectFor('workflow.retry', {
      entity: resource('workflows', 'etl', parameters),
      syncs: { workflows: { lastComplete } },
    });
  const graph = {
    stepGraph: 'available',
    steps: 4,
    retryPolicy: ['exponential'],
    stepsWithoutRetries: 0,
  };

  it('passes when every step is retried, and fails otherwise', async () => {
    await expect(collect(graph)).resolves.toMatchObject({ state: 'pass' });
    await expect(
      collect({ ...graph, retryPolicy: ['none'], stepsWithoutRetries: 1 }),
    ).resolves.toMatchObject({ state: 'fail' });
  });

  it('is not about workflows without a step that has a policy', async () => {
    await expect(collect({ ...graph, retryPolicy: [] })).resolves.toMatchObject(
      { state: 'not-applicable' },
    );
  });

  it('does not know the steps without a graph, or of one that is too large', async () => {
    await expect(
      collect({ stepGraph: 'not-available' }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'not-supported' });
    await expect(collect({})).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
    const { steps, ...large } = graph;
    await expect(collect(large)).resolves.toMatchObject({
      state: 'unknown',
      reason: 'incomplete',
    });
    await expect(collect({ ...large, retryPolicy: [] })).resolves.toMatchObject(
      { state: 'unknown' },
    );
    await expect(
      collect({ ...large, stepsWithoutRetries: 2 }),
    ).resolves.toMatchObject({ state: 'fail' });
  });

  it('is stale when the catalog is', async () => {
    await expect(
      collect(graph, new Date('2026-03-01T09:00:00Z')),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});
