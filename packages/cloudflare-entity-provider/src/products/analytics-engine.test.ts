import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;

describe('the entities of Analytics Engine datasets', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({
      products: ['workers', 'pages', 'analyticsEngine'],
    });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const spec = (product: 'workers' | 'pages', name: string) =>
    estate.entity(product, name).spec as any;

  it('are those that hold data, and tell them apart by case', () => {
    const names = estate.names('analyticsEngine');
    expect(names).toHaveLength(4);
    expect(
      names
        .map(name => estate.entity('analyticsEngine', name).spec as any)
        .map(({ parameters }) => parameters.dataset)
        .sort(),
    ).toEqual([
      'Acme_Analytics',
      'acme-edge-timings',
      'acme_analytics',
      'acme_assistant_usage',
    ]);
  });

  it('are what Workers that write to them depend on', () => {
    const { dependsOn, parameters } = spec(
      'workers',
      'cf-worker-acme-web-router',
    );
    expect(dependsOn).toContain(ref('cf-analytics-engine-acme-edge-timings'));
    expect(parameters.analyticsDatasets).toEqual(['acme-edge-timings']);
  });

  it('may be bound before they exist, which is no fault', () => {
    const { parameters, dependsOn } = spec('pages', 'cf-pages-acme-web');
    expect(parameters.analyticsDatasets).toEqual(['acme_web_analytics']);
    expect(parameters.danglingBindings ?? []).not.toContain(
      'analytics_engine:acme_web_analytics',
    );
    expect(JSON.stringify(dependsOn ?? [])).not.toContain('analytics-engine');
  });

  it('tell that nobody writes to one any more', () => {
    const orphans = estate
      .names('analyticsEngine')
      .map(name => estate.entity('analyticsEngine', name).spec as any)
      .filter(({ parameters }) => parameters.orphan)
      .map(({ parameters }) => parameters.dataset);
    expect(orphans).toEqual(['Acme_Analytics']);
  });

  it('are not written again when nothing changed, for one request', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'analyticsEngine')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
    expect(
      estate.simulator.statistics().byOperation[
        'POST /accounts/{account}/analytics_engine/sql'
      ],
    ).toBe(1);
  });

  it('come with their first data, and stay while Cloudflare does not answer', async () => {
    estate.simulator.account.addResource(
      'analyticsEngine',
      'acme_web_analytics',
    );
    await estate.run(sync);
    expect(spec('pages', 'cf-pages-acme-web').dependsOn).toContain(
      ref(estate.names('analyticsEngine').find(name => name.includes('web'))!),
    );
    estate.simulator.refusePermission('Account Analytics Read');
    const run = await estate.run(sync);
    expect(partOf(run, 'analyticsEngine')).toMatchObject({ complete: false });
    expect(estate.names('analyticsEngine')).toHaveLength(5);
  });
});
