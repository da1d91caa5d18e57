import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { durableObjectsIngestion } from './durable-objects';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;

describe('the entities of Durable Objects', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({
      products: ['workers', 'pages', 'durableObjects', 'containers'],
    });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const named = (qualifiedName: string) => {
    const name = estate
      .names('durableObjects')
      .find(
        candidate =>
          estate.entity('durableObjects', candidate).metadata.annotations?.[
            'cloudflare.com/name'
          ] === qualifiedName,
      );
    return estate.entity('durableObjects', name ?? qualifiedName);
  };
  const spec = (qualifiedName: string) => named(qualifiedName).spec as any;

  it('are one for each class of each Worker', () => {
    expect(estate.names('durableObjects')).toHaveLength(7);
    const [production, staging] = ['acme-api', 'acme-api-staging'].map(script =>
      named(`${script}:SessionCoordinator`),
    );
    expect(production.metadata.name).not.toBe(staging.metadata.name);
    expect(production.metadata).toMatchObject({
      description: 'Cloudflare Durable Object class that stores in SQLite.',
      labels: { 'cloudflare.com/data-class': 'personal' },
      tags: expect.arrayContaining(['durable-objects', 'team:platform']),
    });
    expect(production.spec).toMatchObject({
      type: 'cloudflare-durable-object',
      parameters: {
        id: '5fd1cafff895419c8bcc647fc64ab8f0',
        class: 'SessionCoordinator',
        scriptName: 'acme-api',
        storage: 'sqlite',
        worker: [ref('cf-worker-acme-api')],
      },
      dependsOn: expect.arrayContaining([ref('cf-worker-acme-api')]),
    });
  });

  it('are bound by id, and by script and class', () => {
    const dependsOn = (worker: string) =>
      (estate.entity('workers', `cf-worker-${worker}`).spec as any).dependsOn;
    const refOf = (name: string) => ref(named(name).metadata.name);
    expect(dependsOn('acme-api')).toContain(
      refOf('acme-api:SessionCoordinator'),
    );
    expect(dependsOn('acme-web-router')).toContain(
      refOf('acme-auth:RateLimiter'),
    );
  });

  it('tell those whose Worker was deleted, and those that nothing uses', () => {
    expect(spec('orphaned').parameters).toMatchObject({
      scriptDeleted: true,
      orphan: true,
    });
    expect(spec('orphaned').parameters).not.toHaveProperty('class');
    expect(spec('acme-edge-experiments:Experiment').parameters).toMatchObject({
      orphan: true,
    });
    expect(
      spec('acme-edge-experiments:Experiment').parameters,
    ).not.toHaveProperty('storage');
    expect(spec('acme-checkout:CartLock').parameters).toMatchObject({
      storage: 'key-value',
    });
    expect(spec('acme-checkout:CartLock').parameters).toHaveProperty(
      'orphan',
      false,
    );
  });

  it('tell rounded storage where Cloudflare tells it by namespace', () => {
    expect(spec('acme-api:SessionCoordinator').parameters).toMatchObject({
      storedBytesApprox: 52_000_000,
    });
    expect(spec('acme-checkout:CartLock').parameters).not.toHaveProperty(
      'storedBytesApprox',
    );
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'durableObjects')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a class that moves to another Worker', async () => {
    estate.simulator.account.changeResource(
      'durableObjects',
      'acme-checkout_CartLock',
      { scriptName: 'acme-api' },
    );
    await estate.run(sync);
    expect(spec('acme-api:CartLock').parameters.worker).toEqual([
      ref('cf-worker-acme-api'),
    ]);
    expect(() => named('acme-checkout:CartLock')).toThrow('no acme-checkout');
  });
});

describe('a binding of Durable Objects', () => {
  const target =
    durableObjectsIngestion.bindingTargets!.durable_object_namespace;

  it('leads nowhere when it names a class without a Worker', () => {
    const binding = { type: 'durable_object_namespace', name: 'X' };
    expect(target({ ...binding, targetName: 'A' })).toBeUndefined();
    expect(
      target({ ...binding, targetName: 'A', targetScope: 'script' }),
    ).toEqual({ name: 'script:A' });
  });
});

describe('the storage of an entity', () => {
  it('stays what it was while the metrics are not complete', () => {
    const sqlStorage = { complete: false, rows: [] };
    expect(
      durableObjectsIngestion.measure!([], {
        durableObjects: { sqlStorage },
      } as any),
    ).toBeUndefined();
  });
});
