import { Estate } from './__testUtils__/estate';
import {
  boundProducts,
  byName,
  FakeProduct,
  toId,
  toName,
  workerBinding,
} from './__testUtils__/fakeProducts';

jest.setTimeout(60_000);

describe('the binding graph of CloudflareSync', () => {
  let estate: Estate;
  let workers: FakeProduct;
  let kv: FakeProduct;
  let r2: FakeProduct;
  let queues: FakeProduct;
  beforeEach(async () => {
    estate = await Estate.start();
    ({ workers, kv, r2, queues } = boundProducts());
  });
  afterEach(() => estate.close());

  const start = (...more: FakeProduct[]) =>
    estate.process({
      products: [workers, kv, r2, queues, ...more].map(p => p.ingestion),
    });
  const spec = (product: 'workers' | 'kv' | 'r2' | 'queues', name: string) =>
    estate.entity(product, name).spec as any;

  it('follows references by id, by qualified name and in both directions', async () => {
    kv.items = [{ id: 'k1', name: 'sessions' }];
    r2.items = [
      { id: 'b1', name: 'data' },
      { id: 'b2', name: 'eu:data', jurisdiction: 'eu' },
    ];
    queues.items = [
      {
        id: 'q1',
        name: 'orders',
        bindings: [
          {
            ...toName('service', 'consumer'),
            relation: 'dependencyOf',
            parameter: 'consumers',
          },
          {
            ...toName('r2_bucket', 'data', 'eu'),
            relation: 'dependencyOf',
            parameter: 'producers',
          },
          {
            ...toName('service', 'gone'),
            relation: 'dependencyOf',
            parameter: 'producers',
          },
          toName('queue', 'failed'),
        ],
      },
      { id: 'q2', name: 'failed' },
    ];
    workers.items = [
      workerBinding(
        'consumer',
        toId('kv_namespace', 'k1'),
        toName('r2_bucket', 'data', 'eu'),
        toName('service', 'consumer'),
        toName('unheard_of', 'thing'),
      ),
    ];
    await estate.run(await start());

    expect(spec('workers', 'cf-worker-consumer')).toMatchObject({
      dependsOn: [
        'resource:default/cf-kv-sessions',
        `resource:default/${estate.names('r2').find(n => n !== 'cf-r2-data')}`,
      ],
    });
    const orders = spec('queues', 'cf-queue-orders');
    expect(orders).toMatchObject({
      dependsOn: ['resource:default/cf-queue-failed'],
      parameters: {
        consumers: ['resource:default/cf-worker-consumer'],
        danglingBindings: ['service:gone'],
      },
    });
    expect(orders.parameters.producers).toHaveLength(1);
    expect(orders.dependencyOf).toEqual(
      [...orders.parameters.producers, ...orders.parameters.consumers].sort(),
    );
  });

  it('keeps up with what is renamed, created anew and moved', async () => {
    kv.items = [
      { id: 'k1', name: 'one' },
      { id: 'k2', name: 'two' },
    ];
    const others = [{ id: 'b8' }, { id: 'b9' }];
    r2.items = [{ id: 'b1', name: 'data' }, ...others];
    queues.items = [{ id: 'q1', name: 'orders' }];
    workers.items = [
      workerBinding(
        'api',
        toId('kv_namespace', 'k1'),
        toId('kv_namespace', 'k2'),
        toName('r2_bucket', 'data'),
        toName('queue', 'orders'),
      ),
    ];
    const sync = await start();
    await estate.run(sync);
    expect(spec('workers', 'cf-worker-api').dependsOn).toHaveLength(4);

    kv.items = [
      { id: 'k1', name: 'renamed' },
      { id: 'k3', name: 'two' },
    ];
    r2.items = [{ id: 'b2', name: 'eu:data', jurisdiction: 'eu' }, ...others];
    queues.items = [{ id: 'q2', name: 'orders' }];
    await estate.run(sync);
    expect(spec('workers', 'cf-worker-api')).toMatchObject({
      dependsOn: [
        'resource:default/cf-kv-renamed',
        'resource:default/cf-queue-orders',
      ],
      parameters: { danglingBindings: ['kv_namespace:k2', 'r2_bucket:data'] },
    });
  });

  it('calls neither found nor missing what is ambiguous, foreign or made by its use', async () => {
    queues.items = [
      { id: 'q1', name: 'twice' },
      { id: 'q2', name: 'twice' },
    ];
    const foreign = new FakeProduct('d1', {
      bindingTargets: { d1: () => undefined },
    });
    const somewhere = new FakeProduct('vectorize', {
      bindingTargets: {
        vectorize: ({ targetName }) => ({
          name: [`eu:${targetName}`, `us:${targetName}`],
        }),
      },
    });
    somewhere.items = [
      { id: 'v1', name: 'eu:twice' },
      { id: 'v2', name: 'us:twice' },
      { id: 'v3', name: 'us:once' },
    ];
    const datasets = new FakeProduct('analyticsEngine', {
      bindingTargets: { analytics_engine: byName },
      createdByUse: true,
    });
    workers.items = [
      workerBinding(
        'api',
        toName('queue', 'twice'),
        toName('analytics_engine', 'new'),
        toId('d1', 'elsewhere'),
        toName('vectorize', 'twice'),
        toName('vectorize', 'once'),
        toName('vectorize', 'gone'),
      ),
    ];
    await estate.run(await start(foreign, somewhere, datasets));

    const api = spec('workers', 'cf-worker-api');
    expect(api.dependsOn).toEqual([
      expect.stringContaining('cf-vectorize-us-once'),
    ]);
    expect(api.parameters.danglingBindings).toEqual(['vectorize:eu:gone']);
  });
});
