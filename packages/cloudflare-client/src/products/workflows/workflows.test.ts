import {
  exampleBodies,
  secretMarkers,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import type { CloudflareClient } from '../../CloudflareClient';
import { startClient } from '../../__testUtils__/startClient';
import {
  sendFailure,
  sendJson,
  sendResult,
  startTestApi,
  type TestApi,
} from '../../__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const hour = 3_600_000;
const now = new Date('2026-11-22T00:15:00Z');
const lastDay = { from: new Date(now.getTime() - 24 * hour), to: now };

describe('the workflows of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient({ now }));
  });
  afterAll(() => simulator.close());

  it('are listed with odd names, without their Worker, and never run', async () => {
    const { items, complete } = await client.workflows.list();
    expect(complete).toBe(true);
    const named = (name: string) => items.find(item => item.name === name);
    expect(named('_acme_nightly_close_')).toMatchObject({
      className: 'NightlyClose',
      scriptName: 'acme-reports',
      scriptDeleted: false,
      schedules: [{ cron: '0 2 * * *', nextRunAt: expect.any(String) }],
    });
    expect(named('acme-billing-close')).toMatchObject({ scriptDeleted: true });
    expect(named('acme-onboarding')).toMatchObject({
      triggeredAt: null,
      runCounts: {},
    });
  });

  it('have versions, the newest first whatever their order', async () => {
    const { items } = await client.workflows.versions('acme-etl');
    expect(items.map(({ id }) => id)).toEqual([
      'e1d2c3b4-a5f6-4789-90ab-cdef01234567',
      expect.any(String),
    ]);
    expect(items[0]).toMatchObject({ hasGraph: true, language: 'javascript' });
  });

  it('have runs of a window, newest first, page by page', async () => {
    const first = await client.workflows.runs('acme-etl', lastDay, {
      limit: 10,
    });
    expect(first.items).toHaveLength(10);
    expect(first.items[0]).toMatchObject({ id: 'run-a0', status: 'queued' });
    expect(first.items[0].startedAt).toBeUndefined();
    const second = await client.workflows.runs('acme-etl', lastDay, {
      limit: 10,
      cursor: first.nextCursor,
    });
    const times = [...first.items, ...second.items].map(run => run.createdAt);
    expect([...times].sort().reverse()).toEqual(times);
    expect(new Set(times).size).toBe(20);
  });

  it('have runs in one state', async () => {
    const { items } = await client.workflows.runs('acme-search-reindex', {
      ...lastDay,
      status: 'errored',
    });
    expect(items).toMatchObject([{ status: 'errored' }]);
  });

  it('tell retries by run, for a window and for one, and no payload', async () => {
    const [run] = (await client.workflows.runs('acme-search-reindex', lastDay))
      .items;
    const retries = await client.workflows.retriesOfRuns(
      'acme-search-reindex',
      lastDay,
    );
    expect(retries.get(run.id)).toBe(10);
    expect(
      await client.workflows.retriesOfRun('acme-search-reindex', run.id),
    ).toBe(10);
    expect(JSON.stringify(run)).not.toContain(secretMarkers.workflowRun);
  });

  it('have events by hours in the metrics', async () => {
    const { workflows } = await client.metrics.read(lastDay, {
      only: ['workflows'],
    });
    expect(workflows.events).toMatchObject({ complete: true });
    const failures = workflows.events.rows.filter(
      row => row.eventType === 'WORKFLOW_FAILURE',
    );
    expect(failures.map(row => row.workflow)).toContain('acme-search-reindex');
    expect(
      workflows.events.rows.find(
        ({ workflow, eventType }) =>
          workflow === 'acme-search-reindex' && eventType === 'STEP_SUCCESS',
      ),
    ).toMatchObject({ retryCount: 10 });
  });

  it('may not exist, as runs and versions may not', async () => {
    const missing = { kind: 'not-found' };
    const { workflows } = client;
    await expect(workflows.versions('none')).rejects.toMatchObject(missing);
    await expect(workflows.runs('none', lastDay)).rejects.toMatchObject(
      missing,
    );
    await expect(workflows.graph('acme-etl', 'none')).rejects.toMatchObject(
      missing,
    );
    await expect(
      workflows.retriesOfRun('acme-etl', 'none'),
    ).rejects.toMatchObject(missing);
  });
});

describe('an API of workflows', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterAll(() => api.close());

  it('answers the examples', async () => {
    api.answer((response, { url }) =>
      sendJson(
        response,
        url.pathname.endsWith('/instances')
          ? exampleBodies.workflowsInstancesList
          : exampleBodies.workflowsList,
      ),
    );
    expect((await client.workflows.list()).items).toEqual([
      {
        id: '2b7f9a34-0c1d-4e5f-8a6b-9c0d1e2f3a4b',
        name: 'acme-etl',
        className: 'EtlWorkflow',
        scriptName: 'acme-api',
        scriptDeleted: false,
        createdAt: '2025-10-01T00:00:00.000Z',
        modifiedAt: '2026-11-01T00:00:00.000Z',
        triggeredAt: '2026-11-21T23:00:00.000Z',
        runCounts: { complete: 120, errored: 2, running: 1 },
        schedules: [
          { cron: '0 * * * *', nextRunAt: '2026-11-22T01:00:00.000Z' },
        ],
      },
    ]);
    const { items, total } = await client.workflows.runs('acme-etl', lastDay);
    expect(total).toBe(123);
    expect(items[0]).toEqual({
      id: 'run-9f',
      versionId: 'e1d2c3b4-a5f6-4789-90ab-cdef01234567',
      status: 'complete',
      createdAt: '2026-11-21T23:00:00.000Z',
      startedAt: '2026-11-21T23:00:01.000Z',
      endedAt: '2026-11-21T23:04:01.000Z',
      modifiedAt: '2026-11-21T23:04:01.000Z',
      trigger: 'cron',
    });
  });

  it('is asked for windows in UTC without an offset, by cursor and not by page', async () => {
    api.answer(response => sendResult(response, [], { cursor: '' }));
    await client.workflows.runs('acme-etl', lastDay, { cursor: 'abc' });
    const query = Object.fromEntries(api.received[0].url.searchParams);
    expect(query).toEqual({
      date_start: '2026-11-21T00:14:59.000',
      date_end: '2026-11-22T00:15:01.000',
      direction: 'desc',
      per_page: '100',
      cursor: 'abc',
    });
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { url }) => {
      const page = Number(url.searchParams.get('page'));
      if (page > 1) {
        sendFailure(response, 500, 10_001, 'internal');
        return;
      }
      const items = Array.from({ length: 100 }, (_, index) => ({
        id: `id-${index}`,
        name: `workflow-${index}`,
      }));
      sendResult(response, items, { page, per_page: 100, total_count: 101 });
    });
    expect(await client.workflows.list()).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'workflows' }],
    });
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.workflows.list()).rejects.toMatchObject({
      problem: { kind: 'forbidden', permission: 'Workers Scripts Read' },
    });
  });
});
