import { mockCredentials } from '@backstage/backend-test-utils';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  Workflow,
  WorkflowRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const RUN = 'GET /accounts/{account}/workflows/{workflow}/instances/{instance}';
const GRAPH =
  'GET /accounts/{account}/workflows/{workflow}/versions/{version}/graph';

describe('Workflows', () => {
  let simulator: Simulator;
  let get: (path?: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = (path = '') =>
      request(server)
        .get(`/api/cloudflare/v1/workflows${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const named = async (name: string): Promise<Workflow> =>
    (await get(`?name=${name}`)).body.data[0];
  const runsOf = async (path: string) => {
    const { body } = await get(path);
    return { runs: body.data as WorkflowRun[], meta: body.meta };
  };

  it('are listed by name, page by page, also those with odd names', async () => {
    const first = await get();
    const second = await get(`?cursor=${first.body.meta.nextCursor}`);
    expect(first.body.data).toHaveLength(10);
    expect(second.body.data).toHaveLength(2);
    expect(first.body.data[0]).toMatchObject({
      name: '_acme_nightly_close_',
      scriptName: 'acme-reports',
    });
    expect(first.body.meta).toMatchObject({ complete: true });
  });

  it('tell the steps of the current version, and are finite', async () => {
    const { version, graph, graphState } = await named('acme-etl');
    expect(version?.id).toBe('e1d2c3b4-a5f6-4789-90ab-cdef01234567');
    expect(graphState).toBe('available');
    expect(graph).toMatchObject({
      cut: false,
      steps: 3,
      stepsWithoutRetries: ['load rows'],
    });
    expect(
      graph?.nodes.map(({ depth, name, type, recursive }) => [
        depth,
        name ?? type,
        recursive ?? false,
      ]),
    ).toEqual([
      [0, 'extract', false],
      [0, 'loop', false],
      [1, 'load', false],
      [2, 'load rows', false],
      [2, 'load', true],
      [0, 'cool down', false],
    ]);
    const large = await named('acme-media-transcode');
    expect(large.graph).toMatchObject({ cut: true, steps: 1 });
  });

  it('tell that Cloudflare has no graph from one that could not be read', async () => {
    expect(await named('acme-embed-documents')).toMatchObject({
      graphState: 'not-available',
      version: { language: 'python' },
    });
    simulator.injectFault({
      operation: GRAPH,
      fault: { type: 'status', status: 500 },
    });
    const { body } = await get('?name=acme-etl');
    expect(body.data[0]).toMatchObject({ graphState: 'unknown' });
    expect(body.data[0]).not.toHaveProperty('graph');
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'workflows' }],
    });
  });

  it('read the graph of a version once', async () => {
    await named('acme-etl');
    await get('?name=acme-etl&limit=2');
    expect(simulator.statistics().byOperation[GRAPH]).toBe(1);
  });

  it('tell of a deleted Worker, and of what never ran', async () => {
    expect(await named('acme-billing-close')).toMatchObject({
      scriptDeleted: true,
    });
    expect(await named('acme-onboarding')).toMatchObject({
      neverRun: true,
      runCounts: {},
    });
  });

  describe('have runs', () => {
    it('of a window, with duration, retries and how they ended', async () => {
      const { runs, meta } = await runsOf('/acme-search-reindex/runs');
      expect(meta).toMatchObject({ complete: true });
      expect(runs).toHaveLength(1);
      expect(runs[0]).toMatchObject({
        outcome: 'errored',
        retries: 10,
        retriesFrom: 'analytics',
        durationSeconds: expect.any(Number),
      });
      const from = new Date(Date.now() - 3 * 86_400_000).toISOString();
      const wider = await runsOf(`/acme-search-reindex/runs?from=${from}`);
      expect(wider.runs).toHaveLength(2);
    });

    it('page by page, newest first', async () => {
      const first = await runsOf('/acme-etl/runs?limit=5');
      const second = await runsOf(
        `/acme-etl/runs?limit=5&cursor=${first.meta.nextCursor}`,
      );
      const times = [...first.runs, ...second.runs].map(run => run.createdAt);
      expect(new Set(times).size).toBe(10);
      expect([...times].sort().reverse()).toEqual(times);
    });

    it('that have no outcome, duration or retries before they have begun', async () => {
      const { runs } = await runsOf('/acme-etl/runs?status=queued');
      expect(runs).toHaveLength(1);
      for (const absent of ['outcome', 'durationSeconds', 'retries']) {
        expect(runs[0]).not.toHaveProperty(absent);
      }
    });

    it('whose retries are read one by one without the analytics, for ten at most', async () => {
      simulator.refusePermission('Account Analytics Read');
      const few = await runsOf('/acme-search-reindex/runs');
      expect(few.runs[0]).toMatchObject({ retries: 10, retriesFrom: 'run' });
      expect(few.meta.complete).toBe(true);
      simulator.resetStatistics();
      const many = await runsOf('/acme-etl/runs?limit=20');
      expect(simulator.statistics().byOperation[RUN]).toBe(10);
      expect(many.meta).toMatchObject({
        complete: false,
        problems: [{ permission: 'Account Analytics Read' }],
      });
    });

    it('whose retries the analytics may not all know yet are read one by one', async () => {
      const { runs } = await runsOf('/acme-etl/runs?status=running');
      expect(runs).toHaveLength(1);
      expect(runs[0].retriesFrom).toBe('run');
    });

    it('without what they were given and what they answered', async () => {
      simulator.refusePermission('Account Analytics Read');
      const { text } = await get('/acme-search-reindex/runs');
      expect(text).not.toContain(secretMarkers.workflowRun);
    });

    it('of workflows that exist, in windows that are not too long', async () => {
      expect((await get('/none/runs')).status).toBe(404);
      const { status, body } = await get(
        '/acme-etl/runs?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z',
      );
      expect(status).toBe(400);
      expect(body.error.message).toContain('30 days');
    });
  });
});
