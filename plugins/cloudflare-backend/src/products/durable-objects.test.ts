import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  DurableObjectClass,
  DurableObjectMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Durable Objects', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/durable-objects/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const metricsOf = async (name: string) => {
    const { body, status } = await get(`${encodeURIComponent(name)}/metrics`);
    expect(status).toBe(200);
    return { data: body.data as DurableObjectMetrics, meta: body.meta };
  };
  const total = ({ series }: DurableObjectMetrics, id: string) =>
    series
      .find(item => item.id === id)
      ?.points.reduce((sum, { value }) => sum + value, 0);

  it('are listed by class and Worker, page by page', async () => {
    const { body } = await get('classes');
    expect(body.meta).toMatchObject({ complete: true });
    const names = body.data.map(
      (item: DurableObjectClass) => item.qualifiedName,
    );
    expect(names).toEqual([...names].sort());
    expect(names).toHaveLength(7);
    const first = await get('classes?limit=4');
    const second = await get(
      `classes?limit=4&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...second.body.data]).toEqual(body.data);
    expect(second.body.meta).not.toHaveProperty('nextCursor');
  });

  it('tell which class name several Workers have, and what is an orphan', async () => {
    const { body } = await get('classes?name=SessionCoordinator');
    expect(body.data).toMatchObject([
      {
        qualifiedName: 'acme-api-staging:SessionCoordinator',
        ambiguous: true,
      },
      {
        id: '5fd1cafff895419c8bcc647fc64ab8f0',
        qualifiedName: 'acme-api:SessionCoordinator',
        className: 'SessionCoordinator',
        scriptName: 'acme-api',
        namespaceName: 'acme-api_SessionCoordinator',
        ambiguous: true,
        orphaned: false,
        storage: 'sqlite',
      },
    ]);
    const orphan = await get('classes?name=orphaned');
    expect(orphan.body.data).toEqual([
      {
        id: '6fd1cafff895419c8bcc647fc64ab8f1',
        qualifiedName: 'orphaned',
        namespaceName: 'orphaned',
        orphaned: true,
        ambiguous: false,
      },
    ]);
  });

  it('are meant by their class alone only where it is unique', async () => {
    const ambiguous = await get('SessionCoordinator/metrics');
    expect(ambiguous.status).toBe(409);
    expect(ambiguous.body.error.message).toContain(
      `'acme-api-staging:SessionCoordinator', 'acme-api:SessionCoordinator'`,
    );
    const ids = await Promise.all(
      ['CartLock', 'acme-checkout:CartLock'].map(
        async name => (await metricsOf(name)).data.id,
      ),
    );
    expect(ids[0]).toBe(ids[1]);
    const { data } = await metricsOf('5fd1cafff895419c8bcc647fc64ab8f0');
    expect(data.qualifiedName).toBe('acme-api:SessionCoordinator');
    expect((await get('None/metrics')).status).toBe(404);
  });

  it('tell requests, WebSockets and storage of their own', async () => {
    const { data, meta } = await metricsOf('acme-api:SessionCoordinator');
    expect(meta).toMatchObject({ complete: true });
    expect(data.totals?.requests).toBe(total(data, 'requests'));
    expect(data.totals?.requests).toBeGreaterThan(10_000);
    expect(data.totals?.errors).toBe(total(data, 'errors'));
    expect(total(data, 'webSocketMessagesIn')).toBeGreaterThan(0);
    expect(data).toMatchObject({
      storedBytes: 52_428_800,
      storedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
    });
    const staging = await metricsOf('acme-api-staging:SessionCoordinator');
    expect(staging.data.totals!.requests).toBeLessThan(
      data.totals!.requests / 10,
    );
  });

  it('never tell objects and alarms, and why', async () => {
    const { data } = await metricsOf('acme-auth:RateLimiter');
    expect(data).toMatchObject({
      objectCount: null,
      alarms: null,
      storedBytes: null,
      reasons: {
        objectCount: 'not-counted',
        alarms: 'no-metric',
        storedBytes: 'no-data',
      },
    });
    const { byOperation } = simulator.statistics();
    expect(
      Object.keys(byOperation).filter(name => name.includes('objects/')),
    ).toEqual(['GET /accounts/{account}/workers/durable_objects/namespaces']);
  });

  it('tell the keys and values of the account where there is no more', async () => {
    const { data } = await metricsOf('acme-checkout:CartLock');
    expect(data).toMatchObject({
      storage: 'key-value',
      storedBytes: null,
      accountKeyValueBytes: 9_437_184,
      reasons: { storedBytes: 'account-only' },
    });
  });

  it('do not take no row for no requests', async () => {
    const { data, meta } = await metricsOf('acme-edge-experiments:Experiment');
    expect(meta).toMatchObject({ complete: true });
    expect(data).not.toHaveProperty('totals');
    expect(data.series.every(({ points }) => points.length === 0)).toBe(true);
    expect(data.reasons.storedBytes).toBe('no-data');
  });

  it('tell the rest where a dataset is refused', async () => {
    simulator.refuseDataset('durableObjectsSqlStorageGroups');
    const { data, meta } = await metricsOf('acme-api:SessionCoordinator');
    expect(data.storedBytes).toBeNull();
    expect(data.reasons.storedBytes).toBe('not-read');
    expect(data.totals?.requests).toBeGreaterThan(0);
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'not-entitled', product: 'durableObjects' }],
    });
  });
});
