import { JsonObject } from '@backstage/types';
import { Estate } from './__testUtils__/estate';
import {
  FakeItem,
  FakeProduct,
  toId,
  toName,
} from './__testUtils__/fakeProducts';

jest.setTimeout(60_000);

const byName = ({ targetName }: { targetName?: string }) => ({
  name: targetName,
});

describe('orphans of CloudflareSync', () => {
  let estate: Estate;
  let workers: FakeProduct;
  let kv: FakeProduct;
  let r2: FakeProduct;
  let queues: FakeProduct;
  beforeEach(async () => {
    estate = await Estate.start();
    workers = FakeProduct.detailed('workers');
    Object.assign(workers.ingestion, {
      bindingTargets: { service: byName },
      usedFromOutside: true,
    });
    kv = new FakeProduct('kv', {
      bindingTargets: { kv_namespace: ({ targetId }) => ({ id: targetId }) },
    });
    r2 = new FakeProduct('r2', {
      bindingTargets: { r2_bucket: byName },
      usedFromOutside: true,
    });
    queues = FakeProduct.referring('queues', {
      bindingTargets: { queue: byName },
      usedFromOutside: undefined,
    });
  });
  afterEach(() => estate.close());

  const start = () =>
    estate.process({
      products: [workers, kv, r2, queues].map(p => p.ingestion),
    });
  const worker = (id: string, ...bindings: FakeItem['bindings'] & {}) => ({
    id,
    bindings,
    changeToken: JSON.stringify(bindings),
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
    workers.items = [worker('api', toId('kv_namespace', 'k1'))];
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
    workers.items = [worker('api', toName('queue', 'q1'))];
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
    const old = worker('old', toId('kv_namespace', 'k2'));
    workers.items = [old];
    const sync = await start();
    await estate.run(sync);
    const all = { 'cf-kv-k1': true, 'cf-kv-k2': false };
    expect(told()).toEqual(all);

    workers.items = [old, worker('api')];
    await estate.run(sync);
    expect(told()).toEqual(all);
    expect(new Set(written())).toEqual(new Set(['cf-worker-api']));

    workers.failure = new Error('not now');
    workers.items = [old, worker('api', toId('kv_namespace', 'k1'))];
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k2': false });
  });

  it('are not told from what a Worker that changed was bound to before', async () => {
    kv.items = [{ id: 'k1' }];
    workers.items = [worker('api', toId('kv_namespace', 'k1'))];
    const sync = await start();
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k1': false });

    workers.items = [worker('api')];
    workers.failure = new Error('not now');
    await estate.run(sync);
    expect(told()).toEqual({});

    workers.failure = undefined;
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k1': true });
  });

  it('are not told where one of several is used', async () => {
    queues.items = [
      { id: 'q1', name: 'twice' },
      { id: 'q2', name: 'twice' },
      { id: 'q3', name: 'once' },
    ];
    workers.items = [
      worker('api', toName('queue', 'twice'), toName('queue', 'once')),
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
    workers.items = [worker('api'), worker('jobs', toId('kv_namespace', 'k2'))];
    Object.assign(queues, listing);
    const sync = await estate.process({
      config,
      products: [workers, kv, queues].map(p => p.ingestion),
    });
    await estate.run(sync);
    expect(told()).toEqual({ 'cf-kv-k2': false });
  });
});
