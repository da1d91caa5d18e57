import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import catalogModule from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import {
  AnalyticsDataset,
  productIds,
  ProductionDeployment,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

const USER = mockCredentials.user.header();
const WITHOUT_CATALOG = mockCredentials.user.header('user:default/blind');

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: {
      'backstage.io/managed-by-location': 'url:https://acme.example/c.yaml',
      'backstage.io/managed-by-origin-location':
        'url:https://acme.example/c.yaml',
      'cloudflare.com/worker': 'acme-checkout, acme-none',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

/** Names more than one question to the catalog can hold. */
const manyNames: Entity = {
  ...checkout,
  metadata: {
    ...checkout.metadata,
    name: 'many-names',
    annotations: {
      ...checkout.metadata.annotations,
      'cloudflare.com/worker': [
        ...Array.from({ length: 1000 }, (_, i) => `acme-none-${i}`),
        'acme-auth',
      ].join(),
    },
  },
};

/** Brings the components that stand on Workers. */
const acmeComponents = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'acme',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'acme',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [checkout, manyNames].map(entity => ({
                entity,
                locationKey: 'acme',
              })),
            }),
        });
      },
    });
  },
});

describe('with the catalog and its module for Cloudflare', () => {
  let simulator: Simulator;
  let stop: () => Promise<unknown>;
  let call: (
    method: 'get' | 'post',
    path: string,
    user?: string,
  ) => request.Test;

  const runs = (body: { data?: SyncRun[] }) => body.data;

  beforeAll(async () => {
    simulator = await startSimulator({ quota: 'off' });
    const { server, backend } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: (permission, user) =>
        permission === 'catalog.entity.read' && user === 'user:default/blind',
      entities: 'of-a-real-catalog',
      cloudflareConfig: {
        owners: [{ name: 'acme-checkout', owner: 'group:default/payments' }],
        entityProvider: {
          schedule: { frequency: { hours: 1 }, timeout: { minutes: 2 } },
        },
      },
      features: [
        catalogBackend,
        catalogModule,
        acmeComponents,
        schedulerServiceFactory,
        mockServices.cache.mock({ get: async () => undefined }).factory,
      ],
    });
    stop = () => backend.stop();
    call = (method, path, user = USER) =>
      request(server)
        [method](`/api/cloudflare/v1/${path}`)
        .set('Authorization', user);
    await until(
      () => call('get', 'sync'),
      ({ body }) => runs(body)?.[0]?.finishedAt !== undefined,
    );
    // The catalog takes its time to bring all that the sync made.
    await until(
      () => call('get', 'provenance/deployments'),
      ({ body }) => body.data?.length === 13,
    );
    await until(
      () => call('get', 'provenance/deployments?component=checkout'),
      ({ body }) => body.data?.[0]?.provenance.state === 'complete',
    );
  });

  afterAll(async () => {
    await stop();
    await simulator.close();
  });

  const deployments = ({ body }: request.Response) =>
    body.data as ProductionDeployment[];

  async function until<T>(
    read: () => PromiseLike<T>,
    done: (value: T) => boolean,
  ): Promise<T> {
    for (;;) {
      const value = await read();
      if (done(value)) {
        return value;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it('tells the state of every product', async () => {
    const { status, body } = await call('get', 'products');
    expect(status).toBe(200);
    expect(body.data).toEqual(
      productIds.map(product => ({
        account: 'default',
        product,
        title: expect.any(String),
        state: 'available',
        resources: expect.any(Number),
        lastCompleteSync: expect.any(String),
      })),
    );
    expect(body.data[0].resources).toBe(14);
  });

  it('filters what serves production by component, owner and state', async () => {
    const all = deployments(await call('get', 'provenance/deployments'));
    const read = async (query: string) =>
      deployments(await call('get', `provenance/deployments?${query}`));

    const [worker, ...others] = await read('component=checkout');
    expect(others).toEqual([]);
    expect(worker).toMatchObject({
      entityRef: 'resource:default/cf-worker-acme-checkout',
      product: 'workers',
      name: 'acme-checkout',
      components: ['component:default/checkout'],
      owner: 'group:default/payments',
      provenance: { state: 'complete' },
    });
    const live = await call('get', 'workers/acme-checkout/deployments?limit=1');
    expect(live.body.data[0]).toMatchObject({
      createdAt: worker.deployedAt,
      version: worker.version,
      commitSha: worker.provenance.commitSha,
      ciRunUrl: worker.provenance.ciRunUrl,
    });

    expect(await read('owner=payments')).toEqual([worker]);
    const ofPlatform = await read('owner=group:default/platform');
    expect(ofPlatform).toHaveLength(all.length - 1);
    expect(ofPlatform.map(({ product }) => product)).toContain('pages');

    const byState = await Promise.all(
      ['complete', 'partial', 'none', 'conflict', 'unknown'].map(
        async state => {
          const found = await read(`state=${state}`);
          expect(found.every(d => d.provenance.state === state)).toBe(true);
          return found.length;
        },
      ),
    );
    expect(byState.reduce((a, b) => a + b)).toBe(all.length);
    expect(byState.filter(count => count > 0).length).toBeGreaterThan(1);
  });

  it('counts what serves production by how much is known of it', async () => {
    const all = deployments(await call('get', 'provenance/deployments'));
    const { body } = await call('get', 'provenance/summary');
    expect(body.data.total).toBe(all.length);
    for (const [state, count] of Object.entries(body.data.states)) {
      const found = all.filter(({ provenance }) => provenance.state === state);
      expect([state, count]).toEqual([state, found.length]);
    }
  });

  it('tells who writes to which dataset, to those who may see them', async () => {
    const read = async (user?: string) => {
      const { body } = await call('get', 'analytics-engine/datasets', user);
      return (body.data as AnalyticsDataset[]).map(
        ({ name, writers }) => `${name}: ${writers.map(w => w.name).sort()}`,
      );
    };
    // The catalog takes its time to bring what is read of each Worker.
    const found = 'acme_analytics: acme-api,acme-checkout';
    await until(read, told => told.includes(found));
    expect(await read()).toContain('acme_web_analytics: acme-web');
    const blind = await read(WITHOUT_CATALOG);
    expect(blind).toContain('acme_analytics: ');
    expect(blind.join()).not.toContain('acme_web_analytics');
  });

  it('tells what became of the resources that a Component names', async () => {
    const path = 'links?component=checkout';
    const { status, body } = await call('get', path);
    expect(status).toBe(200);
    expect(body.data).toEqual([
      expect.objectContaining({
        name: 'acme-checkout',
        state: 'visible',
        entityRef: 'resource:default/cf-worker-acme-checkout',
      }),
      expect.objectContaining({ name: 'acme-none', state: 'not-found' }),
    ]);
    const blind = await call('get', path, WITHOUT_CATALOG);
    expect(blind.status).toBe(404);
  });

  it('tells of however many resources a Component names', async () => {
    const { status, body } = await call('get', 'links?component=many-names');
    expect(status).toBe(200);
    expect(body.data).toHaveLength(1001);
    expect(body.data[1000].state).toBe('visible');
  });

  it('shows nobody what the catalog would not show them', async () => {
    const path = 'provenance/deployments';
    const { status, body } = await call('get', path, WITHOUT_CATALOG);
    expect(status).toBe(200);
    expect(body.data).toEqual([]);
  });

  it('syncs when it is asked to', async () => {
    const before = await call('get', 'sync');
    expect(runs(before.body)).toEqual([
      expect.objectContaining({
        account: 'default',
        run: 1,
        outcome: 'succeeded',
      }),
    ]);

    simulator.account.addWorker('acme-new', {});
    const { status, body } = await call('post', 'sync');
    expect(status).toBe(202);
    expect(body.data).toEqual({ account: 'default', started: true });

    const after = await until(
      () => call('get', 'sync?limit=1'),
      answer => runs(answer.body)?.[0]?.run === 2,
    );
    const [run] = await until(
      async () => runs((await call('get', 'sync?limit=1')).body)!,
      ([latest]) => latest.finishedAt !== undefined,
    );
    expect(after.body.data).toHaveLength(1);
    expect(run.products.find(p => p.product === 'workers')).toMatchObject({
      listed: 15,
      added: 1,
      complete: true,
    });
    const products = await call('get', 'products');
    expect(products.body.data[0]).toMatchObject({ resources: 15 });
  });
});
