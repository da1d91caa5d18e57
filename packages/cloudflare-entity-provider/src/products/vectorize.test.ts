import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { vectorizeIngestion } from './vectorize';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;

describe('the entities of Vectorize indexes', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'vectorize'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entity = (name: string) =>
    estate.entity('vectorize', `cf-vectorize-${name}`);
  const parametersOf = (name: string) => (entity(name).spec as any).parameters;

  it('tell what vectors they take, and about how many they hold', () => {
    expect(estate.names('vectorize')).toHaveLength(4);
    expect(entity('acme-idx-main').spec).toMatchObject({
      type: 'cloudflare-vectorize',
      parameters: {
        indexName: 'acme-idx-main',
        dimensions: 1536,
        metric: 'cosine',
        vectorsApprox: 8100,
      },
    });
    expect(parametersOf('acme-idx-support').preset).toBe(
      '@cf/baai/bge-base-en-v1.5',
    );
    expect(parametersOf('acme-idx-main')).not.toHaveProperty('preset');
  });

  it('do not take what is not known for nothing', () => {
    for (const name of ['acme-idx-experiments', 'acme-idx-import']) {
      expect(parametersOf(name)).not.toHaveProperty('vectorsApprox');
    }
    expect(parametersOf('acme-idx-main')).not.toHaveProperty('replicas');
  });

  it('keep what people wrote out of the description', () => {
    expect(entity('acme-idx-main').metadata).toMatchObject({
      description: 'Cloudflare Vectorize index.',
      tags: expect.arrayContaining(['vectorize', 'ai', 'team:ai']),
    });
  });

  it('are bound by Workers, by name', () => {
    const { dependsOn } = estate.entity('workers', 'cf-worker-acme-assistant')
      .spec as any;
    expect(dependsOn).toContain(ref('cf-vectorize-acme-idx-main'));
    expect(parametersOf('acme-idx-experiments')).toMatchObject({
      orphan: true,
    });
    expect(parametersOf('acme-idx-support')).toHaveProperty('orphan', false);
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'vectorize')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow an index that is made again with other dimensions', async () => {
    const { account } = estate.simulator;
    account.removeResource('vectorize', 'acme-idx-experiments');
    account.addResource('vectorize', 'acme-idx-experiments', {
      config: { dimensions: 32, metric: 'cosine' },
    });
    account.removeResource('vectorize', 'acme-idx-main');
    await estate.run(sync);
    expect(parametersOf('acme-idx-experiments').dimensions).toBe(32);
    const { parameters } = estate.entity('workers', 'cf-worker-acme-assistant')
      .spec as any;
    expect(parameters.danglingBindings).toContain('vectorize:acme-idx-main');
  });
});

describe('the vectors of an entity', () => {
  const measure = (storage: object) =>
    vectorizeIngestion.measure!([], { vectorize: { storage } } as any);

  it('are those of the last hour, rounded', () => {
    const rows = [
      { index: 'a', hour: '2026-11-21T12:00:00Z', vectorCount: 51_204 },
      { index: 'a', hour: '2026-11-21T10:00:00Z', vectorCount: 7 },
      { index: 'b', hour: '2026-11-21T10:00:00Z' },
    ];
    expect([...measure({ complete: true, rows })!]).toEqual([
      ['a', { vectorsApprox: 51_000 }],
    ]);
  });

  it('stay what they were while the metrics are not complete', () => {
    expect(measure({ complete: false, rows: [] })).toBeUndefined();
  });
});
