import {
  databases,
  openTestDatabase,
} from '../../evidence/__testUtils__/testDatabases';
import { entityOf, storing } from '../__testUtils__/storedPosture';
import { StoredEntity } from '../StoredPosture';

const FAIL = { state: 'fail', facts: { messages: 99 } } as const;

function statesOf(entities: readonly StoredEntity[] = []) {
  return Object.fromEntries(
    entities.map(({ name, results }) => [
      name,
      results.map(({ state }) => state).join(),
    ]),
  );
}

describe.each(databases.eachSupportedId())('posture in %s', databaseId => {
  async function start() {
    const knex = await openTestDatabase(databaseId);
    return { knex, ...storing(knex) };
  }

  it('is nothing before the first evaluation', async () => {
    const { store } = await start();
    const now = new Date();
    expect(await store.finished()).toBeUndefined();
    expect(await store.latest()).toBeUndefined();
    expect(await store.current()).toEqual([]);
    expect(await store.at(now)).toBeUndefined();
    expect(await store.days(new Date(0), now)).toEqual([]);
  });

  it('is what the last evaluation found, with its totals', async () => {
    const { store, commit } = await start();
    const entities = [entityOf('a', {}), entityOf('b', FAIL)];
    await commit('2026-03-01T10:00:00.000Z', entities, {
      requests: 7,
      problems: [{ kind: 'unavailable', message: 'Not now' }],
    });
    expect(await store.current()).toEqual(entities);
    expect(await store.finished()).toMatchObject({
      outcome: 'finished',
      startedAt: '2026-03-01T10:00:00.000Z',
      entities: 2,
      results: 2,
      requests: 7,
      problems: [{ kind: 'unavailable', message: 'Not now' }],
      totals: [
        {
          scorecard: 'resilience',
          subject: 'queues',
          account: 'default',
          counts: { pass: 1, fail: 1, unknown: 0 },
          highFails: 1,
        },
      ],
    });
  });

  it('makes no row of what did not change, or changes by itself', async () => {
    const { knex, store, commit } = await start();
    const since = { since: '2026-03-01T10:00:00.000Z' };
    await commit('2026-03-01T10:00:00.000Z', [
      entityOf('a', { ...since, findings: ['Since 2 hours'] }),
    ]);
    const again = entityOf('a', {
      ...since,
      findings: ['Since 3 hours'],
      facts: { messages: 1, readAt: '2026-03-01T11:00:00Z' },
      observedAt: '2026-03-01T11:00:00.000Z',
      sources: [{ name: 'catalog', observedAt: '2026-03-01T11:00:00.000Z' }],
    });
    await commit('2026-03-01T11:00:00.000Z', [again]);
    expect(await knex('posture_changes')).toEqual([]);
    expect(await knex('posture_anchors')).toHaveLength(1);
    expect(await store.current()).toEqual([again]);
    // The past has the figures of their time; that they were read anew counts.
    const past = await store.at(new Date('2026-03-01T11:30:00Z'));
    expect(past?.entities[0].results[0]).toMatchObject({
      facts: { messages: 1 },
      findings: ['Since 2 hours'],
      observedAt: '2026-03-01T00:00:00.000Z',
      confirmedAt: '2026-03-01T11:00:00.000Z',
    });

    await commit('2026-03-01T12:00:00.000Z', [
      entityOf('a', { ...since, facts: { messages: 2 } }),
    ]);
    expect(await knex('posture_changes')).toHaveLength(1);
  });

  it('tells what was known at any time', async () => {
    const { knex, store, commit } = await start();
    const two = [{}, { ...FAIL, checkId: 'test.other' }];
    const told: [string, StoredEntity[]][] = [
      ['2026-03-01T10:00:00.000Z', [entityOf('a', {}), entityOf('b', ...two)]],
      ['2026-03-01T11:00:00.000Z', [entityOf('a', FAIL), entityOf('b', {})]],
      // b is gone, c is new, and a as before.
      ['2026-03-01T12:00:00.000Z', [entityOf('a', FAIL), entityOf('c', {})]],
      ['2026-03-01T23:30:00.000Z', [entityOf('a', {}), entityOf('b', FAIL)]],
      ['2026-03-02T00:30:00.000Z', [entityOf('b', FAIL)]],
      ['2026-03-02T01:30:00.000Z', [entityOf('a', {}), entityOf('b', FAIL)]],
      ['2026-03-02T02:30:00.000Z', [entityOf('a', FAIL)]],
    ];
    for (const [at, entities] of told) {
      await commit(at, entities);
    }
    for (const [at, entities] of told) {
      for (const minutes of [0, 29]) {
        const past = await store.at(
          new Date(Date.parse(at) + minutes * 60_000),
        );
        expect(past?.evaluation.startedAt).toBe(at);
        expect(past?.entities).toEqual(entities);
      }
    }
    expect(await store.at(new Date('2026-03-01T09:59:59Z'))).toBeUndefined();
    const [{ totals }] = [
      (await store.at(new Date('2026-03-01T11:10:00Z')))!.evaluation,
    ];
    expect(totals).toMatchObject([{ counts: { pass: 1, fail: 1 } }]);
    // One a day for each entity, also one that came later that day.
    expect(
      await knex('posture_anchors').where({ day: '2026-03-02' }),
    ).toHaveLength(2);
  });

  it('lists the last evaluation of each day', async () => {
    const { store, commit } = await start();
    await commit('2026-03-01T10:00:00.000Z', [entityOf('a', FAIL)]);
    await commit('2026-03-01T11:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-02T10:00:00.000Z', [entityOf('a', FAIL)]);
    const days = await store.days(
      new Date('2026-03-01T15:00:00Z'),
      new Date('2026-03-02T01:00:00Z'),
    );
    expect(
      days.map(({ finishedAt, totals }) => [
        finishedAt,
        totals[0].counts.pass,
        totals[0].highFails,
      ]),
    ).toEqual([
      ['2026-03-01T11:00:00.000Z', 1, 0],
      ['2026-03-02T10:00:00.000Z', 0, 1],
    ]);
  });

  it('tells what is kept of an entity', async () => {
    const { store, commit } = await start();
    await commit('2026-03-01T10:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T11:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T12:00:00.000Z', [entityOf('a', FAIL)]);
    await commit('2026-03-01T13:00:00.000Z', []);
    const kept = await store.ofEntity(
      'resource:default/cf-queue-a',
      new Date('2026-03-01T00:00:00Z'),
      new Date('2026-03-02T00:00:00Z'),
    );
    expect(
      kept.map(({ at, results }) => [at, results.map(({ state }) => state)]),
    ).toEqual([
      ['2026-03-01T10:00:00.000Z', ['pass']],
      ['2026-03-01T12:00:00.000Z', ['fail']],
      ['2026-03-01T13:00:00.000Z', []],
    ]);
  });

  it('loses nothing when the clock goes back over midnight', async () => {
    const { store, commit } = await start();
    await commit('2026-03-01T23:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-02T00:10:00.000Z', [entityOf('a', FAIL)]);
    await commit('2026-03-01T23:50:00.000Z', [entityOf('a', FAIL)]);
    const past = await store.at(new Date('2026-03-01T23:55:00Z'));
    expect(statesOf(past?.entities)).toEqual({ a: 'fail' });
  });

  it('keeps what the first hour that is kept needs', async () => {
    const { knex, store, writer, commit } = await start();
    const running = await writer.begin(new Date('2026-02-27T10:00:00Z'));
    await writer.fail(running!, new Date('2026-02-27T10:00:00Z'), []);
    await commit('2026-02-28T10:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T10:00:00.000Z', [entityOf('a', {})]);
    await commit('2026-03-01T11:00:00.000Z', [entityOf('a', FAIL)]);
    await commit('2026-03-03T10:00:00.000Z', [entityOf('a', {})]);
    const first = new Date('2026-03-02T12:00:00Z');
    expect(await writer.removeBefore(first)).toBe(2);
    expect(statesOf((await store.at(first))?.entities)).toEqual({ a: 'fail' });
    expect(await store.at(new Date('2026-02-28T12:00:00Z'))).toBeUndefined();
    expect(await knex('posture_anchors').orderBy('day').pluck('day')).toEqual([
      '2026-03-01',
      '2026-03-03',
    ]);
    expect(await writer.removeBefore(first)).toBe(0);
    expect(await writer.removeBefore(new Date('2026-01-01'))).toBe(0);
  });
});
