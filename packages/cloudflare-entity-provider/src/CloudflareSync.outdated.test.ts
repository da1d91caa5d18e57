import { databases, Estate, partOf } from './__testUtils__/estate';
import { FakeProduct, toId } from './__testUtils__/fakeProducts';
import { DETAIL_SLOTS, detailSlot } from './details';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'details that CloudflareSync could not read again, %p',
  database => {
    let estate: Estate;
    let workers: FakeProduct;
    beforeEach(async () => {
      estate = await Estate.start({ database });
      workers = FakeProduct.detailed('workers');
      workers.items = [
        {
          id: 'api',
          changeToken: '1',
          bindings: [toId('kv_namespace', 'k1')],
        },
      ];
    });
    afterEach(() => estate.close());

    const start = () => estate.process({ products: [workers.ingestion] });
    const told = () => {
      const { parameters } = estate.entity('workers', 'cf-worker-api')
        .spec as any;
      const { detailComplete, bindingsComplete } = parameters;
      return { detailComplete, bindingsComplete };
    };
    const whole = { detailComplete: undefined, bindingsComplete: undefined };
    const outdated = { detailComplete: false, bindingsComplete: false };
    const changed = () =>
      estate.catalog.mutations.filter(
        ({ mutation }) =>
          mutation.type === 'delta' &&
          mutation.added.some(
            ({ entity }) => entity.metadata.name === 'cf-worker-api',
          ),
      ).length;

    it('are told once the resource changed, until they are read', async () => {
      await estate.run(await start());
      expect(told()).toEqual(whole);

      workers.items[0].changeToken = '2';
      workers.failure = new Error('forbidden');
      const run = await estate.run(await start());
      expect(partOf(run, 'workers')).toMatchObject({
        complete: true,
        detailsPending: 1,
      });
      expect(told()).toEqual(outdated);

      // It is the same in a run that cannot read them, either.
      const sync = await start();
      await estate.run(sync);
      await estate.run(sync);
      expect([changed(), told()]).toEqual([0, outdated]);

      workers.failure = undefined;
      await estate.run(sync);
      expect([changed(), told()]).toEqual([1, whole]);
    });

    it('are told once their slot was missed, which is made up for', async () => {
      const sync = await start();
      await estate.run(sync);
      await estate.setRun(DETAIL_SLOTS + detailSlot('api') - 1);
      workers.failure = new Error('forbidden');
      await estate.run(sync);
      expect(told()).toEqual(outdated);

      workers.failure = undefined;
      const next = await estate.run(sync);
      expect(partOf(next, 'workers')).toMatchObject({
        detailsRead: 1,
        detailsPending: 0,
      });
      expect(told()).toEqual(whole);
    });

    it('do not change an entity twice where they can be read', async () => {
      const sync = await start();
      await estate.run(sync);
      workers.items[0].changeToken = '2';
      await estate.run(sync);
      expect([changed(), told()]).toEqual([0, whole]);
    });

    it('are told where the budget leaves nothing for them', async () => {
      await estate.run(await start());
      workers.items[0].changeToken = '2';
      const client = {
        ...estate.client,
        budget: () => ({ limit: 10, used: 10, windowSeconds: 300 }),
      };
      await estate.run(
        await estate.process({ client, products: [workers.ingestion] }),
      );
      expect(told()).toEqual(outdated);
    });

    it('leave the product incomplete where the run was aborted', async () => {
      const sync = await start();
      await estate.run(sync);
      const [before] = await estate.store.products();
      workers.items[0].changeToken = '2';
      const controller = new AbortController();
      const { read } = workers.ingestion.detail!;
      workers.ingestion.detail!.read = async (...args) => {
        controller.abort();
        return read(...args);
      };
      const run = await estate.run(sync, controller.signal);
      expect(partOf(run, 'workers').complete).toBe(false);
      const [after] = await estate.store.products();
      expect(after.lastCompleteAt).toBe(before.lastCompleteAt);
    });
  },
);
