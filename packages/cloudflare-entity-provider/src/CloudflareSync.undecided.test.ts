import { Estate } from './__testUtils__/estate';
import { FakeProduct, toId, toName } from './__testUtils__/fakeProducts';

jest.setTimeout(60_000);

describe('bindings of which CloudflareSync does not know whether they dangle', () => {
  let estate: Estate;
  let workers: FakeProduct;
  let kv: FakeProduct;
  beforeEach(async () => {
    estate = await Estate.start();
    workers = FakeProduct.detailed('workers');
    kv = new FakeProduct('kv', {
      bindingTargets: { kv_namespace: ({ targetId }) => ({ id: targetId }) },
    });
    kv.items = [{ id: 'k1' }];
    workers.items = [
      { id: 'api', bindings: [toId('kv_namespace', 'k1')] },
      { id: 'jobs', bindings: [toId('kv_namespace', 'gone')] },
      { id: 'site', bindings: [toName('unheard_of', 'thing')] },
    ];
  });
  afterEach(() => estate.close());

  const start = (config = {}) =>
    estate.process({
      config,
      products: [workers, kv].map(({ ingestion }) => ingestion),
    });
  const told = (name: string) => {
    const { parameters } = estate.entity('workers', `cf-worker-${name}`)
      .spec as any;
    return {
      complete: parameters.bindingsComplete,
      dangling: parameters.danglingBindings,
    };
  };
  const known = { complete: undefined, dangling: undefined };
  const unknown = { complete: false, dangling: undefined };

  it('says nothing of bindings of which everything is known', async () => {
    await estate.run(await start());
    expect(told('api')).toEqual(known);
    expect(told('jobs')).toEqual({ ...known, dangling: ['kv_namespace:gone'] });
    expect(told('site')).toEqual(known);
  });

  it('tells those that may lead to what was not listed', async () => {
    const sync = await start();
    await estate.run(sync);
    kv.complete = false;
    await estate.run(sync);
    // What was found before is still taken to be there.
    expect(told('api')).toEqual(known);
    expect(told('jobs')).toEqual(unknown);
    expect(told('site')).toEqual(known);
  });

  it('tells those to a product that is not imported', async () => {
    await estate.run(
      await start({ entityProvider: { import: { kv: false } } }),
    );
    expect(told('api')).toEqual(unknown);
    expect(told('site')).toEqual(known);
  });

  it('tells those that are not read yet', async () => {
    workers.failure = new Error('not now');
    const sync = await start();
    await estate.run(sync);
    expect(told('api')).toEqual(unknown);
    workers.failure = undefined;
    await estate.run(sync);
    expect(told('api')).toEqual(known);
  });
});
