import {
  databases,
  openTestDatabase,
} from '../../evidence/__testUtils__/testDatabases';
import { evaluating, queueEntity } from '../__testUtils__/evaluating';

const HOUR_MS = 3_600_000;

describe.each(databases.eachSupportedId())('180 days in %s', databaseId => {
  it('can be asked for any hour, and take few rows', async () => {
    const knex = await openTestDatabase(databaseId);
    const { world, store, writer, evaluate, later } = evaluating(knex);
    world.entities = ['a', 'b', 'c'].map(name => queueEntity(name));
    const begin = world.now.getTime();
    const known = new Map<number, string>();
    const everyHours = 6;
    for (let hour = 0; hour < 190 * 24; hour += everyHours) {
      // One queue is full from noon to noon, once in ten days.
      world.backlogs = { b: Math.floor((hour + 12) / 24) % 10 === 4 ? 50 : 0 };
      await evaluate();
      known.set(hour, world.backlogs.b > 0 ? 'fail' : 'pass');
      later(everyHours);
    }
    const first = new Date(world.now.getTime() - 180 * 24 * HOUR_MS);
    await writer.removeBefore(first);
    for (let hour = 240; hour < 190 * 24; hour += 31) {
      const past = await store.at(new Date(begin + hour * HOUR_MS));
      const b = past?.entities.find(({ name }) => name === 'b');
      const evaluated = hour - (hour % everyHours);
      expect([hour, b?.results[0].state]).toEqual([hour, known.get(evaluated)]);
    }
    expect(await store.at(new Date(begin))).toBeUndefined();
    expect((await store.days(first, world.now)).length).toBeGreaterThanOrEqual(
      180,
    );
    const [{ anchors }] = await knex('posture_anchors').count({ anchors: '*' });
    const [{ changes }] = await knex('posture_changes').count({ changes: '*' });
    expect(Number(anchors)).toBeLessThanOrEqual(3 * 181);
    expect(Number(changes)).toBe(36);
  }, 120_000);
});
