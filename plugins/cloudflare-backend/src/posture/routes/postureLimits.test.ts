import {
  entityOf,
  MemoryPosture,
  resultOf,
} from '../__testUtils__/memoryPosture';
import { seededPosture, seededUsers } from '../__testUtils__/seededPosture';
import { refsOf, startPosture } from '../__testUtils__/startPosture';

const HOUR = 3_600_000;

describe('what takes long', () => {
  it('is told of the past as often as a user may ask, and at once where it is kept', async () => {
    const store = new MemoryPosture();
    const now = Date.now();
    const time = (hours: number) => new Date(now - hours * HOUR).toISOString();
    for (let hours = 70; hours >= 1; hours--) {
      store.add(time(hours), [
        entityOf('q', {
          results: [resultOf('queue.dlq', 'pass', time(hours))],
        }),
      ]);
    }
    const { get } = await startPosture({ store, refs: ['resource:default/q'] });
    const at = async (hours: number, user?: string) =>
      (await get(`/results?at=${time(hours)}`, user)).status;
    await at(1);
    const { reads } = store;
    for (let hours = 70; hours > 10; hours--) {
      expect(await at(hours)).toBe(200);
    }
    expect(store.reads).toBe(reads + 60);
    expect(await at(5)).toBe(429);
    expect(await at(4, 'other')).toBe(200);
    // Whoever read it, and at any time until the next evaluation.
    expect(await at(3.5)).toBe(200);
    expect(await at(1)).toBe(200);
  });

  it('is told of the worst of what belongs to an entity', async () => {
    const now = new Date();
    const store = new MemoryPosture();
    const entities = Array.from({ length: 250 }, (_, i) =>
      entityOf(`q${i}`, {
        owner: 'group:default/shop',
        results: [resultOf('queue.dlq', i === 249 ? 'fail' : 'pass', now)],
      }),
    );
    store.add(now, entities);
    const { get } = await startPosture({ store, refs: refsOf(entities) });
    const { body } = await get('/entities/group:default%2Fshop');
    expect(body.data.related).toHaveLength(200);
    expect(body.data.related[0]).toMatchObject({ title: 'q249' });
    expect(body.data).toMatchObject({
      relatedTotal: 250,
      counts: { pass: 249, fail: 1 },
    });
  });

  it('is judged once for all who wait', async () => {
    const { store, entities } = seededPosture();
    const signals: AbortSignal[] = [];
    const products = jest.fn(async (signal: AbortSignal) => {
      signals.push(signal);
      await new Promise(resolve => setTimeout(resolve, 100));
      return [];
    });
    const { get } = await startPosture({
      store,
      refs: refsOf(entities),
      users: seededUsers,
      services: { catalogModule: { products } },
    });
    const ask = () => get('/acceptance', 'shop');
    // The first who asks does not wait for it.
    await ask()
      .timeout(50)
      .catch(() => {});
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0].body.data).toHaveLength(6);
    expect(products).toHaveBeenCalledTimes(1);
    expect(signals[0].aborted).toBe(false);
  });
});
