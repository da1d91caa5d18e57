import { mockCredentials } from '@backstage/backend-test-utils';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  ContainerService,
  ContainerStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Containers', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/containers/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const named = async (name: string): Promise<ContainerService> =>
    (await get(`services?name=${name}`)).body.data[0];
  const statusOf = async (name: string) => {
    const { body } = await get(`${name}/status`);
    return { data: body.data as ContainerStatus, meta: body.meta };
  };

  it('are listed by name, page by page', async () => {
    const { body } = await get('services');
    expect(body.meta).toMatchObject({ complete: true });
    const names = body.data.map(({ name }: ContainerService) => name);
    expect(names).toEqual([
      'acme-converter',
      'acme-ocr',
      'acme-renderer',
      'acme-sandbox',
      'acme-transcoder',
    ]);
    const first = await get('services?limit=3');
    const second = await get(
      `services?limit=3&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...second.body.data]).toEqual(body.data);
  });

  it('have images by tag or by digest', async () => {
    expect(await named('acme-converter')).toMatchObject({
      startedBy: 'scheduler',
      images: [
        {
          registry: 'images.acme.example:5000',
          path: 'acme/acme-converter',
          tag: '2025-10-25',
        },
      ],
      imagesState: 'told',
      instances: 2,
      health: 'degraded',
      healthFrom: 'cloudflare',
    });
    const [image] = (await named('acme-renderer')).images;
    expect(image.digest).toMatch(/^sha256:/);
    expect(image).not.toHaveProperty('tag');
  });

  it('have the images of their versions where Durable Objects start them', async () => {
    const transcoder = await named('acme-transcoder');
    expect(transcoder).toMatchObject({
      startedBy: 'durable-objects',
      imagesState: 'told',
      images: [{ tag: '1.9' }, { tag: '2.0' }],
      durableObjectNamespaceId: expect.any(String),
    });
    expect(transcoder).not.toHaveProperty('instances');
    expect((await named('acme-sandbox')).images).toMatchObject([
      { tag: '2.4.1', digest: expect.stringMatching(/^sha256:/) },
    ]);
  });

  it('have unknown images when these could not be read', async () => {
    simulator.injectFault({
      operation: /\/versions$/,
      fault: { type: 'status', status: 500 },
    });
    const { body } = await get('services?name=acme-transcoder');
    expect(body.data[0]).toMatchObject({ images: [], imagesState: 'unknown' });
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'containers' }],
    });
    const { data } = await statusOf('acme-transcoder');
    expect(data).not.toHaveProperty('versions');
    expect(data.images).toMatchObject([{ tag: '1.9' }]);
  });

  it('do as Cloudflare says, else as their instances do', async () => {
    const converter = await statusOf('acme-converter');
    expect(converter.data).toMatchObject({
      health: 'degraded',
      healthFrom: 'cloudflare',
      instanceStates: { running: 1, provisioning: 1 },
      errors: [{ instanceId: 'i-1', name: 'ImagePullError' }],
      versions: [{ version: 7 }],
    });
    expect((await named('acme-ocr')).health).toBe('unknown');
    expect((await statusOf('acme-ocr')).data).toMatchObject({
      health: 'degraded',
      healthFrom: 'instances',
      instanceStates: { running: 1, unhealthy: 1 },
    });
  });

  it('are idle and not unhealthy without an instance', async () => {
    expect((await named('acme-sandbox')).health).toBe('idle');
    expect((await statusOf('acme-sandbox')).data).toMatchObject({
      health: 'idle',
      instanceStates: {},
    });
  });

  it('have an unknown health when instances could not be read', async () => {
    simulator.injectFault({
      operation: /\/instances-v2/,
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await statusOf('acme-ocr');
    expect(data.health).toBe('unknown');
    expect(data).not.toHaveProperty('healthFrom');
    expect(data).not.toHaveProperty('instanceStates');
    expect(meta.problems).toContainEqual(
      expect.objectContaining({ kind: 'unavailable' }),
    );
  });

  it('tell why there is no usage where the plan has none', async () => {
    const { data, meta } = await statusOf('acme-converter');
    expect(data.series.every(({ points }) => points.length === 0)).toBe(true);
    expect(meta.problems).toMatchObject([
      { kind: 'not-entitled', product: 'containers' },
    ]);
  });

  it('tell their own usage where the plan has it', async () => {
    simulator.grantDataset('containersMetricsAdaptiveGroups');
    const { data, meta } = await statusOf('acme-converter');
    expect(meta).toMatchObject({ complete: true });
    const points = (id: string) =>
      data.series.find(series => series.id === id)?.points ?? [];
    expect(points('cpuTime').length).toBeGreaterThan(20);
    expect(points('maxMemory')[0].value).toBe(256_000_000);
    const idle = await statusOf('acme-sandbox');
    expect(idle.data.series.every(({ points: none }) => !none.length)).toBe(
      true,
    );
  });

  it('never tell what containers are started with', async () => {
    const answers = await Promise.all(
      ['services', 'acme-converter/status', 'acme-ocr/status'].map(get),
    );
    const told = answers.map(({ text }) => text).join();
    for (const marker of Object.values(secretMarkers)) {
      expect(told).not.toContain(marker);
    }
    expect(told).not.toContain('environment');
  });

  it('are known by their id too, and otherwise not found', async () => {
    const { id } = await named('acme-converter');
    expect((await statusOf(id)).data.name).toBe('acme-converter');
    expect((await get('none/status')).status).toBe(404);
  });
});
