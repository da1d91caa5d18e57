import { CfQueue } from '@cloudflare-backstage/cloudflare-client';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { queuesIngestion } from './queues';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;

describe('the entities of queues', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'queues'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const spec = (name: string) =>
    estate.entity('queues', `cf-queue-${name}`).spec as any;

  it('tell producers, consumers and where failed messages go', () => {
    expect(estate.names('queues')).toHaveLength(45);
    expect(spec('acme-events')).toMatchObject({
      type: 'cloudflare-queue',
      parameters: {
        id: 'b5c1d7e2f3a4455c9d8e7f6a5b4c3d2e',
        producers: expect.arrayContaining([ref('cf-worker-acme-api')]),
        consumers: [ref('cf-worker-acme-worker-consumer')],
        deadLetterQueues: [ref('cf-queue-acme-events-dlq')],
        producerCount: 2,
        consumerCount: 1,
        deadLetterQueueCount: 1,
        deliveryPaused: false,
        messageRetentionSeconds: 345_600,
      },
      dependsOn: [ref('cf-queue-acme-events-dlq')],
      dependencyOf: expect.arrayContaining([
        ref('cf-worker-acme-api'),
        ref('cf-worker-acme-worker-consumer'),
      ]),
    });
    expect(spec('acme-exports').parameters).toMatchObject({
      consumers: [ref('cf-worker-acme-worker-consumer')],
      pulledOverHttp: true,
    });
    expect(spec('acme-exports').parameters).not.toHaveProperty(
      'consumersComplete',
    );
  });

  it('record what is named and missing, and what nothing uses', () => {
    expect(spec('acme-orders').parameters).toMatchObject({
      danglingBindings: ['queue:acme-orders-dlq'],
    });
    expect(spec('acme-legacy-import').parameters).toMatchObject({
      danglingBindings: ['service:acme-old-import'],
    });
    expect(spec('acme-retired').parameters).toMatchObject({ orphan: true });
    for (const used of ['acme-exports-dlq', 'acme-webhooks-001']) {
      expect(spec(used).parameters).toHaveProperty('orphan', false);
    }
  });

  it('find the bucket that notifies a queue in every jurisdiction', async () => {
    const own = await Estate.start();
    await own.run(await own.process({ products: ['workers', 'queues', 'r2'] }));
    const { parameters } = own.entity('queues', 'cf-queue-acme-residency-eu')
      .spec as any;
    expect(parameters).not.toHaveProperty('danglingBindings');
    const bucket = own
      .names('r2')
      .find(name => name.startsWith('cf-r2-eu-acme-residency'))!;
    expect(parameters.producers).toContain(ref(bucket));
    await own.close();
  });

  it('tell jurisdiction, data class and team', () => {
    const { metadata } = estate.entity('queues', 'cf-queue-acme-residency-eu');
    expect(metadata).toMatchObject({
      description: 'Cloudflare Queue that is consumed over HTTP.',
      labels: { 'cloudflare.com/data-class': 'personal' },
      tags: expect.arrayContaining([
        'cloudflare',
        'queues',
        'jurisdiction:eu',
        'team:security',
      ]),
    });
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'queues')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a queue that is deleted, made again and paused', async () => {
    const before = spec('acme-residency-eu').parameters.id;
    estate.simulator.account.removeResource('queues', 'acme-residency-eu');
    estate.simulator.account.addResource('queues', 'acme-residency-eu');
    estate.simulator.account.changeResource('queues', 'acme-emails', {
      settings: { delivery_paused: false },
    });
    estate.simulator.account.addResource('queues', 'acme-orders-dlq');
    await estate.run(sync);
    const { id, jurisdiction } = spec('acme-residency-eu').parameters;
    expect(id).not.toBe(before);
    expect(jurisdiction).toBeUndefined();
    expect(spec('acme-emails').parameters.deliveryPaused).toBe(false);
    expect(spec('acme-orders')).toMatchObject({
      dependsOn: [ref('cf-queue-acme-orders-dlq')],
    });
    expect(spec('acme-orders').parameters).not.toHaveProperty(
      'danglingBindings',
    );
  });
});

describe('a queue whose consumers could not be read', () => {
  const queue = (change: Partial<CfQueue>): CfQueue => ({
    id: 'q',
    name: 'q',
    producers: [],
    consumers: [],
    ...change,
  });
  const pull = { type: 'http_pull' };

  it('keeps those that are known', () => {
    const read = queue({ consumers: [pull], consumersTotal: 2 });
    const known = queue({ consumers: [pull, pull], consumersTotal: 2 });
    expect(queuesIngestion.fill!(read, known).consumers).toHaveLength(2);
    const fewer = queue({ consumers: [pull], consumersTotal: 1 });
    expect(queuesIngestion.fill!(fewer, known)).toBe(fewer);
  });

  it('is in use all the same, and may use another', () => {
    const { canStandAlone, lacksBindings } = queuesIngestion;
    const whole = queue({ consumers: [{ type: 'worker' }], consumersTotal: 1 });
    expect(canStandAlone!(whole, undefined as never)).toBe(false);
    expect(lacksBindings!(whole)).toBe(false);
    const counted = queue({ consumersTotal: 1 });
    expect(canStandAlone!(counted, undefined as never)).toBe(true);
    expect(lacksBindings!(counted)).toBe(true);
    const written = queue({ producersTotal: 3 });
    expect(canStandAlone!(written, undefined as never)).toBe(true);
    expect(lacksBindings!(written)).toBe(false);
  });

  it('says so', () => {
    const { description, parameters } = queuesIngestion.toEntity(
      queue({ consumersTotal: 1, producersTotal: 3 }),
      undefined,
      { ciHosts: [] },
    );
    expect(description).toBe('Cloudflare Queue.');
    expect(parameters).toMatchObject({
      consumersComplete: false,
      producersComplete: false,
    });
    expect(parameters).not.toHaveProperty('deadLetterQueueCount');
  });
});

describe('a queue that a Pages project writes to', () => {
  it('does not miss the script of the project', () => {
    const references = queuesIngestion.bindings!(
      {
        id: 'q',
        name: 'q',
        producers: [
          { type: 'worker', scriptName: 'pages-worker--4711-production' },
          { type: 'worker', scriptName: 'pages-worker' },
        ],
        consumers: [],
      },
      undefined as never,
    );
    expect(references!.map(({ targetName }) => targetName)).toEqual([
      'pages-worker',
    ]);
  });
});

describe('the backlog of an entity', () => {
  beforeEach(() => {
    const now = Date.parse('2026-11-21T13:05:00Z');
    jest.spyOn(Date, 'now').mockReturnValue(now);
  });
  afterEach(() => jest.restoreAllMocks());

  const measure = (backlog: object) =>
    queuesIngestion.measure!([], { queues: { backlog } } as any);
  const row = (queueId: string, hour: string, messages?: number) => ({
    queueId,
    hour,
    messages,
  });

  it('is that of the last hour, rounded', () => {
    const measured = measure({
      complete: true,
      rows: [
        row('a', '2026-11-21T10:00:00Z', 20),
        row('a', '2026-11-21T12:00:00Z', 12_480),
        row('a', '2026-11-21T11:00:00Z', 30),
        row('b', '2026-11-21T11:00:00Z'),
        // What waited in the morning may be gone.
        row('c', '2026-11-21T07:00:00Z', 5000),
      ],
    });
    expect([...measured!]).toEqual([['a', { backlogApprox: 12_000 }]]);
  });

  it('stays what it was while the metrics are not complete', () => {
    expect(measure({ complete: false, rows: [] })).toBeUndefined();
  });
});
