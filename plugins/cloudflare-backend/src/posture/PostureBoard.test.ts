import {
  MemoryPosture,
  entityOf,
  resultOf,
} from './__testUtils__/memoryPosture';
import { Exemptions } from './exemptions/Exemptions';
import { PostureBoard } from './PostureBoard';
import { stateAt } from './PostureSnapshot';

const START = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function boardOf(
  store: MemoryPosture,
  entries: ConstructorParameters<typeof Exemptions>[0] = [],
) {
  const clock = { now: START };
  const board = new PostureBoard(
    { store, exemptions: new Exemptions(entries) },
    () => clock.now,
  );
  return { board, clock };
}

const e1 = {
  id: 'e1',
  checkId: 'queue.dlq',
  entityRef: 'resource:default/q',
  status: 'approved',
  expiresAt: '2999-01-01',
};

const queue = (at: number, state: Parameters<typeof resultOf>[1] = 'pass') => [
  entityOf('q', { results: [resultOf('queue.dlq', state, new Date(at))] }),
];

async function stateOf(board: PostureBoard) {
  const sight = await board.sight();
  return sight?.snapshot.statesAt(sight.instant)[0];
}

describe('the board of posture', () => {
  it('knows nothing before the first evaluation', async () => {
    const { board } = boardOf(new MemoryPosture());
    expect(await board.sight()).toBeUndefined();
  });

  it('reads results once, and anew when another evaluation has finished', async () => {
    const store = new MemoryPosture();
    store.add(new Date(START), queue(START));
    const { board, clock } = boardOf(store);
    await Promise.all([board.sight(), board.sight()]);
    expect(await stateOf(board)).toBe('pass');
    clock.now += 30_000;
    await board.sight();
    expect(store.reads).toBe(1);
    store.add(new Date(START + 30_000), queue(START, 'fail'));
    clock.now += 999;
    expect(await stateOf(board)).toBe('pass');
    clock.now += 1;
    expect(await stateOf(board)).toBe('fail');
    expect(store.reads).toBe(2);
  });

  it('knows at once what has finished, for who asks for that', async () => {
    const store = new MemoryPosture();
    store.add(new Date(START), queue(START));
    const { board } = boardOf(store);
    await board.sight();
    store.add(new Date(START), queue(START, 'fail'));
    expect(await stateOf(board)).toBe('pass');
    const { snapshot, instant } = (await board.latestSight())!;
    expect(snapshot.statesAt(instant)[0]).toBe('fail');
  });

  it('lets pass and fail become stale by themselves', async () => {
    for (const state of ['pass', 'fail'] as const) {
      const store = new MemoryPosture();
      store.add(new Date(START), queue(START, state));
      const { board, clock } = boardOf(store);
      clock.now = START + 2 * HOUR;
      expect(await stateOf(board)).toBe(state);
      clock.now += 60_000;
      expect(await stateOf(board)).toBe('stale');
    }
  });

  it('never takes for pass what was never read', async () => {
    const store = new MemoryPosture();
    const never = resultOf('queue.dlq', 'pass', new Date(START), {
      observedAt: undefined,
    });
    store.add(new Date(START), [entityOf('q', { results: [never] })]);
    expect(await stateOf(boardOf(store).board)).toBe('stale');
  });

  it('keeps what does not age, and ends an exemption when it expires', async () => {
    const store = new MemoryPosture();
    const exempt = resultOf('queue.dlq', 'exempt', new Date(START), {
      exemption: 'e1',
    });
    store.add(new Date(START), [
      entityOf('q', { results: [exempt] }),
      entityOf('r', {
        results: [resultOf('queue.dlq', 'unknown', '2020-01-01')],
      }),
    ]);
    const { board, clock } = boardOf(store, [
      {
        id: 'e1',
        checkId: 'queue.dlq',
        entityRef: 'resource:default/q',
        status: 'approved',
        expiresAt: new Date(START + DAY).toISOString(),
      } as never,
    ]);
    const states = async () => {
      const { snapshot, instant } = (await board.sight())!;
      return snapshot.rows.map(row => stateAt(row, instant));
    };
    clock.now = START + 5 * HOUR;
    expect(await states()).toEqual(['exempt', 'unknown']);
    clock.now = START + DAY + 60_000;
    expect(await states()).toEqual(['stale', 'unknown']);
  });

  it.each<[string, object[]]>([
    ['taken out of the file', []],
    ['revoked', [{ ...e1, status: 'revoked' }]],
    ['given to another entity', [{ ...e1, entityRef: 'resource:default/r' }]],
    [
      'narrowed to others',
      [{ ...e1, entityRef: undefined, filter: { name: 'r*' } }],
    ],
    ['given to another check', [{ ...e1, checkId: 'queue.lag' }]],
  ])(
    'ends an exemption that was %s, but not in the past',
    async (_, entries) => {
      const store = new MemoryPosture();
      for (const at of [START - DAY, START]) {
        store.add(new Date(at), [
          entityOf('q', {
            results: [
              resultOf('queue.dlq', 'exempt', new Date(at), {
                exemption: 'e1',
              }),
            ],
          }),
        ]);
      }
      const { board } = boardOf(store, entries as never);
      expect(await stateOf(board)).toBe('stale');
      const then = (await board.sightAt(new Date(START - DAY)))!;
      expect(then.snapshot.statesAt(then.instant)).toEqual(['exempt']);
    },
  );

  it('reads what was known at a time once, one after the other', async () => {
    const store = new MemoryPosture();
    for (const hours of [9, 6, 3, 0]) {
      store.add(new Date(START - hours * HOUR), queue(START - hours * HOUR));
    }
    let running = 0;
    const at = store.at.bind(store);
    jest.spyOn(store, 'at').mockImplementation(async time => {
      running += 1;
      await new Promise(resolve => setTimeout(resolve, 5));
      expect(running).toBe(1);
      running -= 1;
      return at(time);
    });
    const { board } = boardOf(store);
    // Any time between two evaluations is of the same one.
    await Promise.all(
      [8.9, 8, 7, 5, 4].map(hours =>
        board.sightAt(new Date(START - hours * HOUR)),
      ),
    );
    expect(store.at).toHaveBeenCalledTimes(2);
    const refuse = () => {
      throw new Error('Too many');
    };
    const asked = (hours: number) =>
      board.sightAt(new Date(START - hours * HOUR), refuse);
    expect(await asked(8.5)).toBeDefined();
    await expect(asked(2)).rejects.toThrow('Too many');
  });

  it('tells what was known at a time', async () => {
    const store = new MemoryPosture();
    store.add(new Date(START - 3 * HOUR), queue(START - 3 * HOUR, 'fail'));
    store.add(new Date(START), queue(START));
    const { board } = boardOf(store);
    const at = async (time: number) => {
      const sight = await board.sightAt(new Date(time));
      return sight?.snapshot.statesAt(sight.instant)[0];
    };
    expect(await at(START)).toBe('pass');
    expect(await at(START - 2 * HOUR)).toBe('fail');
    // An hour and more without an evaluation.
    expect(await at(START - 1)).toBe('stale');
    expect(await at(START - 4 * HOUR)).toBeUndefined();
  });
});
