import { secretMarkers } from '@cloudflare-backstage/cloudflare-simulator';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;

describe('the entities of Hyperdrive configurations', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'hyperdrive'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entity = (name: string) =>
    estate.entity('hyperdrive', `cf-hyperdrive-${name}`);
  const parametersOf = (name: string) => (entity(name).spec as any).parameters;

  it('tell engine, way and caching', () => {
    expect(entity('acme-hyperdrive')).toMatchObject({
      metadata: {
        description: 'Cloudflare Hyperdrive to a database over the internet.',
        tags: expect.arrayContaining(['hyperdrive', 'postgres']),
      },
      spec: {
        type: 'cloudflare-hyperdrive',
        parameters: {
          originDb: 'postgres:///app',
          network: 'direct',
          caching: 'enabled',
          connectionLimit: 60,
          mtls: 'disabled',
        },
      },
    });
    expect(parametersOf('acme-ledger')).toMatchObject({
      originDb: 'postgresql:///ledger',
      network: 'access',
      caching: 'disabled',
      tlsMode: 'verify-full',
      tlsCustomCa: true,
      mtls: 'enabled',
    });
    expect(parametersOf('acme-private')).toMatchObject({
      originDb: 'mysql:///crm',
      network: 'vpc',
    });
    // Nothing is told of TLS.
    expect(parametersOf('acme-private')).not.toHaveProperty('mtls');
  });

  it('say neither where a database is nor who connects to it', () => {
    const told = JSON.stringify(
      estate.names('hyperdrive').map(name => estate.entity('hyperdrive', name)),
    );
    for (const text of [
      'acme.example',
      'psdb.cloud',
      'app_rw',
      '.access"',
      secretMarkers.hyperdriveUser,
    ]) {
      expect(told).not.toContain(text);
    }
  });

  it('of which two have one name are both there', () => {
    const same = estate
      .names('hyperdrive')
      .filter(name => name.startsWith('cf-hyperdrive-acme-reporting'));
    expect(same).toEqual([
      'cf-hyperdrive-acme-reporting',
      expect.stringMatching(/^cf-hyperdrive-acme-reporting-[0-9a-f]{8}$/),
    ]);
    const [first, second] = same.map(
      name => (estate.entity('hyperdrive', name).spec as any).parameters,
    );
    expect(first.id < second.id).toBe(true);
    expect(first.name).toBe(second.name);
  });

  it('are bound by Workers, by id, so that namesakes are told apart', () => {
    const { dependsOn } = estate.entity('workers', 'cf-worker-acme-reports')
      .spec as any;
    const bound = estate.names('hyperdrive').filter(name => {
      const { parameters } = estate.entity('hyperdrive', name).spec as any;
      return parameters.originDb === 'mysql:///reporting';
    });
    expect(bound).toHaveLength(1);
    expect(dependsOn).toContain(ref(bound[0]));
    const old = estate.names('hyperdrive').find(name => {
      const { parameters } = estate.entity('hyperdrive', name).spec as any;
      return parameters.name === 'acme-reporting' && name !== bound[0];
    });
    expect(estate.entity('hyperdrive', old!).spec).toMatchObject({
      parameters: { orphan: true },
    });
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'hyperdrive')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a configuration that is renamed and turned off', async () => {
    const { id } = parametersOf('acme-ledger');
    estate.simulator.account.changeResource('hyperdrive', id, {
      name: 'acme-ledger-2',
      caching: { disabled: false },
    });
    await estate.run(sync);
    expect(parametersOf('acme-ledger-2')).toMatchObject({
      id,
      caching: 'enabled',
    });
    expect(estate.names('hyperdrive')).not.toContain(
      'cf-hyperdrive-acme-ledger',
    );
  });
});
