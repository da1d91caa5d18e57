import { secretMarkers } from '@cloudflare-backstage/cloudflare-simulator';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';

jest.setTimeout(120_000);

describe('the entities of Containers', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({
      products: ['durableObjects', 'containers'],
    });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entity = (name: string) =>
    estate.entity('containers', `cf-container-${name}`);
  const parameters = (name: string) => (entity(name).spec as any).parameters;

  it('tell images by tag and by digest, health and size', () => {
    expect(parameters('acme-converter')).toMatchObject({
      images: ['images.acme.example:5000/acme/acme-converter:2025-10-25'],
      schedulingPolicy: 'default',
      version: 7,
      instances: 2,
      maxInstances: 10,
      instanceType: 'basic',
      health: 'degraded',
    });
    expect(parameters('acme-renderer').images).toEqual([
      expect.stringMatching(/renderer@sha256:/),
    ]);
    expect(entity('acme-renderer').metadata.tags).toContain('jurisdiction:eu');
    expect(parameters('acme-ocr')).not.toHaveProperty('health');
  });

  it('tell the images of what Durable Objects start from its versions', () => {
    expect(parameters('acme-transcoder')).toMatchObject({
      schedulingPolicy: 'durable_object',
      images: [
        'registry.cloudflare.com/acme/transcoder:1.9',
        'registry.cloudflare.com/acme/transcoder:2.0',
      ],
    });
    expect(entity('acme-transcoder').metadata.description).toBe(
      'Cloudflare Container application that Durable Objects start.',
    );
  });

  it('stand below the Durable Objects that run in them', () => {
    const [objects] = parameters('acme-transcoder').durableObject;
    expect(objects).toMatch(
      /^resource:default\/cf-do-acme-ingest-transcoder-\w+$/,
    );
    expect(parameters('acme-transcoder').durableObjectNamespaceId).toMatch(
      /^[0-9a-f]{32}$/,
    );
    expect((entity('acme-transcoder').spec as any).dependencyOf).toEqual([
      objects,
    ]);
  });

  it('hold nothing of what containers are started with', () => {
    const told = JSON.stringify(
      estate.names('containers').map(name => estate.entity('containers', name)),
    );
    for (const marker of Object.values(secretMarkers)) {
      expect(told).not.toContain(marker);
    }
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'containers')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
    const { byOperation } = estate.simulator.statistics();
    expect(
      Object.keys(byOperation).filter(name => name.includes('containers')),
    ).toEqual(['GET /accounts/{account}/containers/applications']);
  });

  it('follow an application that is renamed', async () => {
    const { id } = parameters('acme-ocr');
    estate.simulator.account.changeResource('containers', 'acme-ocr', {
      name: 'acme-text-recognition',
    });
    await estate.run(sync);
    expect(parameters('acme-text-recognition').id).toBe(id);
    expect(estate.names('containers')).not.toContain('cf-container-acme-ocr');
  });

  it('do not tell images that could not be read', async () => {
    estate.simulator.injectFault({
      operation: /\/versions$/,
      fault: { type: 'status', status: 500 },
    });
    const id = estate.simulator.account.addResource(
      'containers',
      'acme-unread',
      { item: { scheduling_policy: 'durable_object' } },
    );
    await estate.run(sync);
    expect(parameters('acme-unread').id).toBe(id);
    expect(parameters('acme-unread')).not.toHaveProperty('images');
  });
});
