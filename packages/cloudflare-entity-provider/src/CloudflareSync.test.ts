import { CloudflareRequestObserver } from '@cloudflare-backstage/plugin-cloudflare-node';
import {
  databases,
  DEPLOYMENTS_OPERATION,
  Estate,
  partOf,
} from './__testUtils__/estate';
import { DETAIL_SLOTS, detailSlot } from './details';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, runs, %p',
  database => {
    let estate: Estate;
    const start = async (options?: Parameters<typeof Estate.start>[0]) => {
      estate = await Estate.start({ ...options, database });
    };
    afterEach(() => estate.close());

    it('writes nothing and asks for listings only while nothing changes', async () => {
      await start({ workers: 200 });
      const sync = await estate.process();
      const first = await estate.run(sync);
      expect(partOf(first, 'workers')).toMatchObject({
        listed: 200,
        added: 200,
        detailsRead: 200,
        detailsPending: 0,
      });
      expect(
        estate.catalog.mutations.filter(m => m.mutation.type === 'full'),
      ).toHaveLength(4);

      // Out of every Worker's slot, which are few among 144.
      const slots = new Set(
        estate
          .names('workers')
          .map(name => detailSlot(name.replace('cf-worker-', ''))),
      );
      // In this one the whole set is told again.
      slots.add(0);
      const free = Array.from({ length: DETAIL_SLOTS }, (_, i) => i).find(
        slot => !slots.has(slot),
      )!;
      await estate.setRun(DETAIL_SLOTS + free - 1);

      const save = jest.spyOn(estate.store, 'saveResources');
      const second = await estate.run(sync);
      expect(save).toHaveBeenCalled();
      for (const [, , changes] of save.mock.calls) {
        expect(changes).toEqual({ saved: [], removed: [] });
      }
      expect(second).toMatchObject({
        run: DETAIL_SLOTS + free,
        outcome: 'succeeded',
      });
      expect(estate.catalog.mutations).toEqual([]);
      const { byOperation } = estate.simulator.statistics();
      expect(byOperation).not.toHaveProperty([DEPLOYMENTS_OPERATION]);
      expect(Object.keys(byOperation)).toHaveLength(10);

      // A new process tells the catalog once what it knows: the same.
      const before = JSON.stringify(
        estate.entity('pages', 'cf-pages-acme-web'),
      );
      await estate.setRun(2 * DETAIL_SLOTS + free - 1);
      await estate.run(await estate.process());
      expect(estate.catalog.mutations.map(m => m.mutation.type)).toEqual(
        Array(4).fill('full'),
      );
      expect(JSON.stringify(estate.entity('pages', 'cf-pages-acme-web'))).toBe(
        before,
      );
    });

    it('counts the requests that it made', async () => {
      await start();
      const observers = new Set<CloudflareRequestObserver>();
      const sync = await estate.process({
        observe: observer => {
          observers.add(observer);
          return () => observers.delete(observer);
        },
      });
      const list = estate.client.tags.list.bind(estate.client.tags);
      jest.spyOn(estate.client.tags, 'list').mockImplementationOnce(options => {
        for (const [account, lane, attempts] of [
          ['default', 'background', 3],
          ['default', 'interactive', 5],
          ['labs', 'background', 7],
        ] as const) {
          observers.forEach(observe =>
            observe({
              account,
              lane,
              attempts,
              area: 'tags',
              outcome: 'ok',
              durationMs: 1,
              waitedMs: 0,
            }),
          );
        }
        return list(options);
      });
      expect((await estate.run(sync)).requests).toBe(3);
      expect(observers.size).toBe(0);
    });

    it('leaves out a run while one is under way, and counts a cut-off one as failed', async () => {
      await start();
      const sync = await estate.process();
      await estate.store.startRun('default', '2026-11-22T00:00:00.000Z');
      await Promise.all([
        estate.run(sync),
        sync.run(new AbortController().signal),
      ]);
      const runs = await estate.store.runs(['default'], 10);
      expect(runs.map(({ run, outcome }) => [run, outcome])).toEqual([
        [2, 'succeeded'],
        [1, 'failed'],
      ]);
    });
  },
);
