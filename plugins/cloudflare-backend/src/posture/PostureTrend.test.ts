import {
  MemoryPosture,
  entityOf,
  resultOf,
} from './__testUtils__/memoryPosture';
import { Exemptions } from './exemptions/Exemptions';
import { PostureBoard } from './PostureBoard';
import { PostureTrend } from './PostureTrend';
import { PostureView } from './PostureVisibility';

const START = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;

const everything: PostureView = {
  key: '*',
  subjects: new Set(['queues', 'r2', 'account', 'component']),
};

function boardOf(store: MemoryPosture) {
  const clock = { now: START };
  const board = new PostureBoard(
    { store, exemptions: new Exemptions([]) },
    () => clock.now,
  );
  return { board, clock };
}

const queue = (at: number, state: Parameters<typeof resultOf>[1] = 'pass') => [
  entityOf('q', { results: [resultOf('queue.dlq', state, new Date(at))] }),
];

describe('gold', () => {
  const silverDays = (days: number, without: number[] = []) => {
    const store = new MemoryPosture();
    for (let day = days; day >= 0; day--) {
      if (!without.includes(day)) {
        store.add(new Date(START - day * DAY), queue(START - day * DAY));
      }
    }
    return store;
  };
  const isHeld = async (store: MemoryPosture, view = everything) => {
    const { board } = boardOf(store);
    const held = await new PostureTrend(board).held(
      (await board.sight())!,
      view,
    );
    return held(() => true);
  };

  it('is silver on each of 30 days', async () => {
    expect(await isHeld(silverDays(30))).toBe(true);
    expect(await isHeld(silverDays(29))).toBe(false);
  });

  it('is broken by a day without an evaluation', async () => {
    expect(await isHeld(silverDays(40, [17]))).toBe(false);
    expect(await isHeld(silverDays(40, [31]))).toBe(true);
  });

  it('is broken by a day that was not silver', async () => {
    const store = new MemoryPosture();
    for (let day = 31; day >= 0; day--) {
      const at = START - day * DAY;
      store.add(new Date(at), queue(at, day === 9 ? 'fail' : 'pass'));
    }
    expect(await isHeld(store)).toBe(false);
  });

  it('is not for who sees a part: of days gone by there are totals only', async () => {
    const part = { ...everything, refs: new Set(['resource:default/q']) };
    expect(await isHeld(silverDays(40), part)).toBe(false);
    const withoutQueues = { key: 'r2', subjects: new Set(['r2'] as const) };
    expect(await isHeld(silverDays(40), withoutQueues)).toBe(false);
  });

  it('is told of each day of the history', async () => {
    const { board } = boardOf(silverDays(40));
    const sight = (await board.sight())!;
    const { points } = await new PostureTrend(board).points(sight, everything, {
      scorecard: 'resilience',
      days: 12,
    });
    expect(points.map(({ level }) => level)).toEqual([
      'silver',
      ...Array(11).fill('gold'),
    ]);
    expect(points.at(-1)).toMatchObject({
      at: new Date(START).toISOString(),
      scorecard: 'resilience',
      score: 1,
      notVisible: 0,
    });
  });

  it('tells some of the days to who sees a part of the entities', async () => {
    const store = silverDays(40);
    store.add(new Date(START + 1), [
      ...queue(START),
      entityOf('hidden', {
        results: [resultOf('queue.dlq', 'fail', new Date(START))],
      }),
    ]);
    const { board, clock } = boardOf(store);
    clock.now += 60_000;
    const part = {
      ...everything,
      key: 'p',
      refs: new Set(['resource:default/q']),
    };
    const { points, leftOut } = await new PostureTrend(board).points(
      (await board.sight())!,
      part,
      { scorecard: 'resilience', days: 30 },
    );
    expect(points).toHaveLength(15);
    expect(leftOut).toBe(15);
    expect(points.at(-1)).toMatchObject({
      counts: { pass: 1, fail: 0 },
      notVisible: 1,
    });
  });

  it('leaves out of the past what there is no longer, for who sees a part', async () => {
    const store = new MemoryPosture();
    store.add(new Date(START - DAY), [
      ...queue(START - DAY),
      entityOf('gone', {
        results: [resultOf('queue.dlq', 'fail', new Date(START - DAY))],
      }),
    ]);
    store.add(new Date(START), queue(START));
    const { board } = boardOf(store);
    const part = { ...everything, refs: new Set(['resource:default/q']) };
    const wanted = { scorecard: 'resilience', days: 2 } as const;
    const sight = (await board.sight())!;
    const trend = new PostureTrend(board);
    const { points } = await trend.points(sight, part, wanted);
    expect(points[0]).toMatchObject({ counts: { pass: 1 }, notVisible: 0 });
  });

  it('reads a day once, whoever asks and whatever there is besides', async () => {
    const store = silverDays(5);
    const { board, clock } = boardOf(store);
    const trend = new PostureTrend(board);
    const ask = async (...shown: string[]) =>
      trend.points(
        (await board.sight())!,
        { ...everything, key: shown.join(), refs: new Set(shown) },
        { days: 6 },
      );
    await Promise.all([ask('resource:default/q'), ask('resource:default/q')]);
    const { reads } = store;
    await ask('resource:default/q', 'resource:default/new');
    expect(store.reads).toBe(reads);
    // After another evaluation, that one is the last of its day.
    store.add(new Date(START + 1), queue(START + 1));
    clock.now += 60_000;
    await ask('resource:default/q');
    expect(store.reads).toBe(reads + 2);
  });

  it('tells all to who misses nothing but what permissions withhold', async () => {
    const store = silverDays(40);
    const { board } = boardOf(store);
    const view = {
      ...everything,
      refs: new Set(['resource:default/q']),
      hidesSubjectsOnly: true,
    };
    const sight = (await board.sight())!;
    const trend = new PostureTrend(board);
    const { points, leftOut } = await trend.points(sight, view, {
      scorecard: 'resilience',
      days: 30,
    });
    expect([points.length, leftOut]).toEqual([30, 0]);
    expect((await trend.held(sight, view))(() => true)).toBe(true);
    expect(store.reads).toBe(1);
  });
});
