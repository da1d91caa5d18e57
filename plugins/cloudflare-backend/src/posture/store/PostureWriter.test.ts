import {
  databases,
  openTestDatabase,
} from '../../evidence/__testUtils__/testDatabases';
import { entityOf, storing } from '../__testUtils__/storedPosture';
import { PostureWriter } from './PostureWriter';

const at = new Date('2026-03-01T10:00:00Z');
const DAY_MS = 86_400_000;
const none = { entities: [], requests: 0, problems: [] };

describe.each(databases.eachSupportedId())('evaluations in %s', databaseId => {
  async function start() {
    const knex = await openTestDatabase(databaseId);
    return { knex, ...storing(knex) };
  }

  it('are made by one process at a time', async () => {
    const { knex, store, writer } = await start();
    const begun = await Promise.all(
      Array.from({ length: 5 }, () =>
        new PostureWriter(knex, 60_000).begin(at),
      ),
    );
    const [mine, ...others] = begun.filter(running => running);
    expect(others).toEqual([]);
    expect(await store.latest()).toMatchObject({ outcome: 'running' });
    expect(await writer.renew(mine!)).toBe(true);
    await writer.commit(mine!, at, none, []);
    expect(await writer.begin(at)).toBeDefined();
  });

  it('are taken over from a process that gives no sign of life', async () => {
    const { knex, store, writer } = await start();
    const dead = new PostureWriter(knex, -1);
    const lost = await dead.begin(at);
    const running = await writer.begin(at);
    expect(running?.id).toBeGreaterThan(lost!.id);
    expect(await dead.renew(lost!)).toBe(false);
    await expect(
      dead.commit(lost!, at, { ...none, entities: [entityOf('a', {})] }, []),
    ).rejects.toThrow('took the evaluation over');
    expect(await store.current()).toEqual([]);
    await writer.commit(running!, at, none, []);
    const rows = await knex('posture_evaluations').orderBy('id');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['failed', 'finished']);
  });

  it.each([
    ['a year ahead', 365 * DAY_MS],
    ['a day back', -DAY_MS],
  ])(
    'are taken over, too, when a clock was %s as their process died',
    async (_, wrong) => {
      const { knex, store, writer } = await start();
      const clock = jest.spyOn(Date, 'now');
      clock.mockReturnValue(Date.now() + wrong);
      await new PostureWriter(knex, 60_000).begin(at);
      clock.mockRestore();
      expect(await writer.begin(at)).toBeDefined();
      expect(await store.latest()).toMatchObject({ outcome: 'running' });
    },
  );

  it('that a clock dated a day back hide nothing of that day', async () => {
    const { store, commit } = await start();
    const stale = { state: 'stale' } as const;
    await commit('2026-03-01T09:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T21:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-02T10:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T11:00:00.000Z', [entityOf('a', stale)]);
    await commit('2026-03-02T12:00:00.000Z', [entityOf('a', {})]);
    const stateAt = async (time: string) =>
      (await store.at(new Date(time)))?.entities[0].results[0].state;
    expect(await stateAt('2026-03-01T10:00:00Z')).toBe('pass');
    expect(await stateAt('2026-03-01T22:00:00Z')).toBe('pass');
    expect(await stateAt('2026-03-02T11:00:00Z')).toBe('pass');
    expect(await stateAt('2026-03-02T13:00:00Z')).toBe('pass');
    const days = await store.days(
      new Date('2026-03-01'),
      new Date('2026-03-02'),
    );
    expect(
      days.map(({ finishedAt, totals }) => [finishedAt, totals[0].counts.pass]),
    ).toEqual([
      ['2026-03-01T21:00:00.000Z', 1],
      ['2026-03-02T12:00:00.000Z', 1],
    ]);
  });

  it('that fail leave what was known', async () => {
    const { store, writer, commit } = await start();
    await commit('2026-03-01T09:00:00.000Z', [entityOf('a', {})]);
    const running = await writer.begin(at);
    const problems = [{ kind: 'unavailable' as const, message: 'No catalog' }];
    await writer.fail(running!, at, problems);
    expect(await store.latest()).toMatchObject({ outcome: 'failed', problems });
    expect(await store.finished()).toMatchObject({
      finishedAt: '2026-03-01T09:00:00.000Z',
    });
    expect(await store.current()).toHaveLength(1);
  });

  it('are amended only as long as they are the last', async () => {
    const { store, writer, commit } = await start();
    const first = await commit('2026-03-01T09:00:00.000Z', [entityOf('a', {})]);
    const told = entityOf('a', { notifiedAt: '2026-03-01T09:00:01.000Z' });
    await writer.amend(first, [told]);
    expect(await store.current()).toEqual([told]);
    await commit('2026-03-01T10:00:00.000Z', [entityOf('b', {})]);
    await writer.amend(first, [told]);
    expect(await store.current()).toEqual([entityOf('b', {})]);
  });

  it.each([
    ['a year ahead', '2027-03-01T10:00:00.000Z'],
    ['a day ahead', '2026-03-02T10:00:00.000Z'],
  ])('are of their own day after a clock was %s', async (_, wrong) => {
    const { store, commit, knex } = await start();
    const fail = { state: 'fail', facts: { messages: 99 } } as const;
    const told = async (time: string) => {
      const past = await store.at(new Date(time));
      return past?.entities.map(({ name, results }) => [
        name,
        results[0].state,
      ]);
    };
    await commit('2026-03-01T09:00:00.000Z', [
      entityOf('a', {}),
      entityOf('b', {}),
    ]);
    await commit(wrong, [entityOf('a', fail), entityOf('c', {})]);
    await commit('2026-03-01T10:00:00.000Z', [
      entityOf('a', fail),
      entityOf('c', {}),
    ]);
    await commit('2026-03-01T11:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-02T09:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-02T11:00:00.000Z', [entityOf('a', fail)]);

    expect(await told('2026-03-01T09:30:00Z')).toEqual([
      ['a', 'pass'],
      ['b', 'pass'],
    ]);
    expect(await told('2026-03-01T10:30:00Z')).toEqual([
      ['a', 'fail'],
      ['c', 'pass'],
    ]);
    expect(await told('2026-03-01T11:30:00Z')).toEqual([['a', 'pass']]);
    expect(await told('2026-03-02T09:30:00Z')).toEqual([['a', 'pass']]);
    expect(await told('2026-03-02T11:30:00Z')).toEqual([['a', 'fail']]);
    const days = await store.days(
      new Date('2026-03-01'),
      new Date('2026-03-02'),
    );
    expect(
      days.map(({ finishedAt, totals }) => [finishedAt, totals[0].counts.fail]),
    ).toEqual([
      ['2026-03-01T11:00:00.000Z', 0],
      ['2026-03-02T11:00:00.000Z', 1],
    ]);
    expect(await store.finished()).toMatchObject({
      finishedAt: '2026-03-02T11:00:00.000Z',
    });
    const anchors = await knex('posture_anchors').where('day', '2026-03-01');
    expect(anchors.map(({ entity_ref }) => entity_ref).sort()).toEqual([
      'resource:default/cf-queue-a',
      'resource:default/cf-queue-b',
      'resource:default/cf-queue-c',
    ]);
  });

  it('are kept of many entities', async () => {
    const { store, commit } = await start();
    const names = Array.from({ length: 450 }, (_, i) => `queue-${1000 + i}`);
    await commit(
      '2026-03-01T09:00:00.000Z',
      names.map(name => entityOf(name, {})),
    );
    expect((await store.current()).map(({ name }) => name)).toEqual(names);
    await commit('2026-03-01T10:00:00.000Z', [entityOf(names[7], {})]);
    expect((await store.current()).map(({ name }) => name)).toEqual([names[7]]);
    const before = await store.at(new Date('2026-03-01T09:30:00Z'));
    expect(before?.entities).toHaveLength(450);
  });
});
