import { JsonObject } from '@backstage/types';
import { Estate } from './__testUtils__/estate';
import {
  boundProducts,
  FakeItem,
  FakeProduct,
  toId,
  toName,
  workerBinding,
} from './__testUtils__/fakeProducts';

jest.setTimeout(60_000);

describe('orphans of CloudflareSync', () => {
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

  const start = () =>
    estate.process({
      products: [workers, kv, r2, queues].map(p => p.ingestion),
    });
  /** What the catalog tells of each; what is left out it does not tell. */
  const told = () =>
    Object.fromEntries(
      (['workers', 'kv', 'r2', 'queues'] as const)
        .flatMap(product =>
          estate
            .names(product)
            .map(name => [
              name,
              (estate.entity(product, name).spec?.parameters as JsonObject)
                .orphan,
            ]),
        )
        .filter(([, orphan]) => orphan !== undefined),
    );
  const written = () =>
    estate.catalog.mutations.flatMap(({ mutation }) =>
      (mutation.type === 'full' ? mutation.entities : mutation.added).map(
        ({ entity }) => entity.metadata.name,
      ),
    );

  it('are known once all references are read, in the same run', async () => {
    kv.items = [{ id: 'k1' }, { id: 'k2' }];
    r2.items = [{ id: 'b1' }];
    queues.items = [
      { id: 'q1' },
      {
        id: 'q2',
        bindings: [{ ...toName('service', 'api'), relation: 'dependencyOf' }],
      },
    ];
    workers.items = [workerBinding('api', toId('kv_namespace', 'k1'))];
    const sync = await start();
    workers.failure = new Error('not now');
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-queue-q2': false });

    workers.failure = undefined;
    await estate.run(sync);
    const all = {
      'cf-kv-k1': false,
      'cf-kv-k2': true,
      'cf-queue-q1': true,
      'cf-queue-q2': false,
    };
    expect(told()).toEqual(all);

    await estate.run(sync);
    expect(written()).toEqual([]);

    // The last reference goes, another comes.
    workers.items = [workerBinding('api', toName('queue', 'q1'))];
    await estate.run(sync);
    const changed = { ...all, 'cf-kv-k1': true, 'cf-queue-q1': false };
    expect(told()).toEqual(changed);
    expect(written().sort()).toEqual([
      'cf-kv-k1',
      'cf-queue-q1',
      'cf-worker-api',
    ]);

    const restarted = await start();
    await estate.run(restarted);
    expect(told()).toEqual(changed);
  });

  it('are not written again for a new Worker, but when it stays unread', async () => {
    kv.items = [{ id: 'k1' }, { id: 'k2' }];
    const old = workerBinding('old', toId('kv_namespace', 'k2'));
    workers.items = [old];
    const sync = await start();
    await estate.run(sync);
    const all = { 'cf-kv-k1': true, 'cf-kv-k2': false };
    expect(told()).toEqual(all);

    workers.items = [old, workerBinding('api')];
    await estate.run(sync);
    expect(told()).toEqual(all);
    expect(new Set(written())).toEqual(new Set(['cf-worker-api']));

    workers.failure = new Error('not now');
    workers.items = [old, workerBinding('api', toId('kv_namespace', 'k1'))];
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k2': false });
  });

  it('are not told from what a Worker that changed was bound to before', async () => {
    kv.items = [{ id: 'k1' }];
    workers.items = [workerBinding('api', toId('kv_namespace', 'k1'))];
    const sync = await start();
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k1': false });

    workers.items = [workerBinding('api')];
    workers.failure = new Error('not now');
    await estate.run(sync);
    expect(told()).toEqual({});

    workers.failure = undefined;
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k1': true });
  });

  it('are not told of what may be named by what is not listed', async () => {
    const dead = { id: 'q2', name: 'dead' };
    const orders = { id: 'q1', name: 'orders' };
    Object.assign(queues.ingestion, {
      lacksBindings: ({ id }: FakeItem) => id === 'q1',
    });
    queues.items = [orders, dead];
    const sync = await start();
    await estate.run(sync);
    expect(told()).toEqual({});

    Object.assign(queues.ingestion, { lacksBindings: undefined });
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-queue-dead': true, 'cf-queue-orders': true });
  });

  it('are not told where one of several is used', async () => {
    queues.items = [
      { id: 'q1', name: 'twice' },
      { id: 'q2', name: 'twice' },
      { id: 'q3', name: 'once' },
    ];
    workers.items = [
      workerBinding('api', toName('queue', 'twice'), toName('queue', 'once')),
    ];
    await estate.run(await start());
    expect(told()).toEqual({ 'cf-queue-once': false });
  });

  it.each([
    ['a listing is incomplete', { complete: false }, {}],
    [
      'a product is not imported',
      {},
      { entityProvider: { import: { queues: false } } },
    ],
    [
      'a Worker is filtered out',
      {},
      { entityProvider: { filters: { exclude: [{ name: 'api' }] } } },
    ],
  ])('are only what is in use while %s', async (_why, listing, config) => {
    kv.items = [{ id: 'k1' }, { id: 'k2' }];
    workers.items = [
      workerBinding('api'),
      workerBinding('jobs', toId('kv_namespace', 'k2')),
    ];
    Object.assign(queues, listing);
    const sync = await estate.process({
      config,
      products: [workers, kv, queues].map(p => p.ingestion),
    });
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k2': false });

    // What is in use stays so while a Worker that changed is read again.
    workers.items = [
      workerBinding('api'),
      workerBinding('jobs', toId('kv_namespace', 'k2'), toName('queue', 'q1')),
    ];
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k2': false });
    expect(written()).not.toContain('cf-kv-k2');
  });
});
