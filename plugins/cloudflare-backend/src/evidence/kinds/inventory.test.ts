import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  cloudflarePermissions,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { CatalogModule } from '../../account/CatalogModule';
import { collected } from '../__testUtils__/logsOf';
import { inventory } from './inventory';

const account = { key: 'labs', accountId: 'a1' } as CloudflareAccount;

function resource(name: string, more: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'cloudflare.com/account': 'labs',
        'cloudflare.com/name': `native-${name}`,
        'backstage.io/managed-by-origin-location': 'cloudflare-provider:labs',
      },
      labels: {
        'cloudflare.com/environment': 'production',
        'cloudflare.com/data-class': 'pii',
      },
    },
    spec: {
      type: 'cloudflare-worker',
      parameters: {
        id: `id-${name}`,
        orphan: true,
        danglingBindings: ['queue:gone', 'kv_namespace:lost'],
        lastSync: '2026-10-20T12:00:00Z',
      },
    },
    relations: [
      { type: 'dependsOn', targetRef: 'resource:default/cf-kv' },
      { type: 'dependsOn', targetRef: 'resource:default/cf-d1' },
      { type: 'dependencyOf', targetRef: 'component:default/shop' },
      { type: 'ownedBy', targetRef: 'group:default/data' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
    ...more,
  };
}

function withAnnotations(entity: Entity, more: Record<string, string>): Entity {
  const annotations = { ...entity.metadata.annotations, ...more };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

const status = (more: Partial<ProductStatus> = {}): ProductStatus => ({
  account: 'labs',
  product: 'workers',
  title: 'Workers',
  state: 'available',
  lastCompleteSync: new Date().toISOString(),
  ...more,
});

const run = (more: object = {}, outcome = 'succeeded') =>
  ({
    account: 'labs',
    outcome,
    products: [
      {
        product: 'workers',
        complete: true,
        held: 0,
        detailsPending: 0,
        problems: [],
        ...more,
      },
    ],
  } as unknown as SyncRun);

const kindOf = (
  entities: Entity[],
  statuses: () => ProductStatus[] = () => [status()],
  runs: SyncRun[] = [run()],
) =>
  inventory({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    catalogModule: {
      products: async () => statuses(),
      runs: async () => runs,
    } as unknown as CatalogModule,
  });

describe('the inventory', () => {
  it('holds the resources of the account with what binds them', async () => {
    const account1 = resource('cf-account', {
      spec: { type: 'cloudflare-account' },
    });
    const strangers = [
      withAnnotations(resource('by-hand'), {
        'backstage.io/managed-by-origin-location': 'url:https://example.com',
      }),
      withAnnotations(resource('other'), { 'cloudflare.com/account': 'prod' }),
      resource('no-product', { spec: { type: 'database' } }),
    ];
    const made = await collected(
      kindOf([resource('b'), account1, resource('a'), ...strangers]),
      { account },
    );
    expect(made.gaps).toEqual([]);
    expect(made.records.map(({ id, product }) => [id, product])).toEqual([
      ['resource:default/a', 'workers'],
      ['resource:default/b', 'workers'],
      ['resource:default/cf-account', 'account'],
    ]);
    expect(made.records[0]).toEqual({
      id: 'resource:default/a',
      product: 'workers',
      type: 'cloudflare-worker',
      resourceId: 'id-a',
      name: 'native-a',
      owner: 'group:default/data',
      system: 'system:default/shop',
      environment: 'production',
      dataClass: 'pii',
      dependsOn: ['resource:default/cf-d1', 'resource:default/cf-kv'],
      dependencyOf: ['component:default/shop'],
      danglingBindings: ['kv_namespace:lost', 'queue:gone'],
      orphan: true,
    });
    // Nothing tells whether it is one.
    expect(made.records[2].orphan).toBeUndefined();
  });

  it('takes every permission to read', () => {
    const needed = kindOf([])
      .permissions({ type: 'account' })
      .map(({ name }) => name);
    const reading = cloudflarePermissions
      .map(({ name }) => name)
      .filter(
        name =>
          /^cloudflare\.read\./.test(name) &&
          !/personal|sensitive|values|posture/.test(name),
      );
    expect(needed.sort()).toEqual(reading.sort());
  });

  it.each<[string, Partial<ProductStatus>, string]>([
    ['not imported', { state: 'not-imported' }, 'incomplete'],
    [
      'refused',
      { state: 'degraded', problem: { kind: 'forbidden', message: '' } },
      'forbidden',
    ],
    ['never read', { lastCompleteSync: undefined }, 'incomplete'],
    [
      'read long ago',
      { lastCompleteSync: '2026-01-01T00:00:00Z' },
      'unavailable',
    ],
  ])('is partial when a product is %s', async (_, more, reason) => {
    const { gaps } = await collected(
      kindOf([resource('a')], () => [status(more)]),
      { account },
    );
    expect(gaps).toEqual([{ what: 'workers', reason }]);
  });

  it.each([{ detailsPending: 3 }, { held: 1 }, { complete: false }])(
    'is partial after a run with %j',
    async more => {
      const runs = [run(more, 'running'), run(more), run()];
      const { gaps } = await collected(
        kindOf([resource('a')], undefined, runs),
        { account },
      );
      expect(gaps).toEqual([{ what: 'workers', reason: 'incomplete' }]);
    },
  );

  it('is partial when the sync does not answer', async () => {
    const silent = () => {
      throw new CloudflareApiError({ kind: 'unavailable', message: '' });
    };
    const { gaps } = await collected(kindOf([], silent), { account });
    expect(gaps).toEqual([{ what: 'sync', reason: 'unavailable' }]);
    const none = await collected(
      kindOf([], () => [status({ account: 'prod' })]),
      { account },
    );
    expect(none.gaps).toEqual([{ what: 'sync', reason: 'unavailable' }]);
  });
});
