import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { productIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CatalogBackend, importing } from './__testUtils__/catalogBackend';

jest.setTimeout(120_000);

describe('catalogModuleCloudflare', () => {
  let catalog: CatalogBackend;
  beforeEach(async () => {
    catalog = await CatalogBackend.create();
  });
  afterEach(() => catalog.close());

  const annotated: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout',
      annotations: {
        'backstage.io/managed-by-location': 'url:https://acme.example/c.yaml',
        'backstage.io/managed-by-origin-location':
          'url:https://acme.example/c.yaml',
        'cloudflare.com/worker': 'acme-checkout, acme-auth',
        'cloudflare.com/pages': 'acme-web',
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'platform' },
  };

  it('fills a real catalog with names, annotations and relations', async () => {
    await catalog.start({
      cloudflare: importing('workers', 'pages', 'zeroTrust'),
      others: [annotated],
    });
    const resources = await catalog.entitiesWhen(
      'kind=resource',
      found =>
        found.length === 22 &&
        found.every(({ relations }) => relations?.length) &&
        found.some(({ relations }) =>
          relations?.some(({ type }) => type === 'dependencyOf'),
        ) &&
        found.some(
          ({ metadata, relations }) =>
            metadata.name === 'cf-worker-acme-checkout' &&
            relations!.length >= 4,
        ),
    );

    const named = (name: string) =>
      resources.find(({ metadata }) => metadata.name === name)!;
    const related = (entity: Entity, type: string) =>
      entity.relations
        ?.filter(relation => relation.type === type)
        .map(({ targetRef }) => targetRef);

    const checkout = named('cf-worker-acme-checkout');
    expect(checkout).toMatchObject({
      metadata: {
        annotations: {
          'cloudflare.com/name': 'acme-checkout',
          'cloudflare.com/account': 'default',
        },
        labels: {
          'cloudflare.com/environment': 'prod',
          'acme.example/seen': 'y',
        },
      },
      spec: { parameters: { lastDeployment: { provenance: 'complete' } } },
    });
    expect(related(checkout, 'dependencyOf')).toEqual([
      'component:default/checkout',
    ]);
    expect(related(checkout, 'dependsOn')).toEqual([
      'resource:default/cf-worker-acme-api',
      'resource:default/cf-worker-acme-auth',
    ]);
    expect(related(checkout, 'ownedBy')).toEqual(['group:default/platform']);
    expect(named('cf-zt-access').spec?.type).toBe('cloudflare-zero-trust');
    expect(named('cf-account').spec?.type).toBe('cloudflare-account');

    const [component] = await catalog.entitiesWhen('kind=component', found =>
      found.some(({ relations }) => relations?.length),
    );
    expect(related(component, 'dependsOn')).toEqual([
      'resource:default/cf-pages-acme-web',
      'resource:default/cf-worker-acme-auth',
      'resource:default/cf-worker-acme-checkout',
    ]);
  });

  it('tells of runs and products to services alone', async () => {
    catalog.simulator.refusePermission('Pages Read');
    await catalog.start({
      cloudflare: { entityProvider: { import: { zeroTrust: false } } },
    });
    const { body: runs } = await catalog.get('/cloudflare/runs?limit=1');
    expect(runs.runs).toEqual([
      expect.objectContaining({ account: 'default', run: 1 }),
    ]);

    const { body } = await catalog.get('/cloudflare/products');
    expect(
      body.products.map(({ product }: { product: string }) => product),
    ).toEqual(productIds);
    expect(body.products.slice(0, 3)).toEqual([
      {
        account: 'default',
        product: 'workers',
        title: 'Workers',
        state: 'available',
        resources: 14,
        lastCompleteSync: expect.any(String),
      },
      {
        account: 'default',
        product: 'pages',
        title: 'Pages',
        state: 'degraded',
        problem: expect.objectContaining({ kind: 'forbidden' }),
      },
      {
        account: 'default',
        product: 'zeroTrust',
        title: 'Zero Trust',
        state: 'not-imported',
      },
    ]);

    for (const path of ['/cloudflare/runs', '/cloudflare/products']) {
      const user = await catalog.get(path, mockCredentials.user.header());
      expect([path, user.status]).toEqual([path, 403]);
      const nobody = await catalog.get(path, mockCredentials.none.header());
      expect([path, nobody.status]).toEqual([path, 401]);
    }
    expect((await catalog.get('/cloudflare/runs?limit=0')).status).toBe(400);
    expect((await catalog.get('/cloudflare/runs?account=other')).status).toBe(
      400,
    );
  });

  it('reads the configured account, and counts its requests', async () => {
    const { accountId, apiToken, url } = catalog.simulator;
    await catalog.start({
      accounts: 'from-configuration',
      cloudflare: {
        accountId,
        apiToken,
        apiBaseUrl: url,
        entityProvider: {
          import: Object.fromEntries(productIds.map(id => [id, true])),
        },
      },
    });
    const { body } = await catalog.get('/cloudflare/runs');
    expect(body.runs[0]).toMatchObject({
      outcome: 'succeeded',
      requests: catalog.simulator.statistics().total,
    });
  });

  it('asks the catalog for the owners that tags name', async () => {
    catalog.client.workers.list = async () => ({
      items: [
        {
          id: '1',
          name: 'api',
          tags: ['team:nobody'],
          handlers: [],
          customDomains: [],
        },
      ],
      complete: true,
      problems: [],
    });
    await catalog.start({
      cloudflare: { ...importing('workers'), owners: [{ ownerTag: 'team' }] },
    });
    const [worker] = await catalog.entitiesWhen(
      'spec.type=cloudflare-worker',
      found => found.length === 1,
    );
    expect(worker.spec?.owner).toBe('group:default/platform');
    const { body } = await catalog.get('/cloudflare/runs');
    expect(body.runs[0].products).toContainEqual(
      expect.objectContaining({
        product: 'workers',
        unknownOwners: ['group:default/nobody'],
      }),
    );
  });

  it('keeps accounts apart', async () => {
    await catalog.start({
      accounts: ['default', 'labs'].map(key => ({
        key,
        accountId: catalog.simulator.accountId,
        client: catalog.client,
      })),
    });
    const accounts = await catalog.entitiesWhen(
      'spec.type=cloudflare-account',
      found => found.length === 2,
    );
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual([
      'cf-account',
      'cf-account.labs',
    ]);
    const { body } = await catalog.get('/cloudflare/runs?account=labs');
    expect(body.runs).toHaveLength(1);
  });

  it('does not start with a wrong configuration', async () => {
    await expect(catalog.start({ accounts: [] })).rejects.toThrow(
      /no account is configured/,
    );
    await expect(
      catalog.start({
        cloudflare: { entityProvider: { import: { wrkrs: true } } },
      }),
    ).rejects.toThrow(/cloudflare\.entityProvider\.import\.wrkrs/);
  });
});
