import { emptyTally, levelOf, scoreOf, Tally } from './postureScore';

function tally(
  counts: Partial<Tally['counts']>,
  more: Partial<Omit<Tally, 'counts'>> = {},
): Tally {
  const empty = emptyTally();
  return { ...empty, counts: { ...empty.counts, ...counts }, ...more };
}

describe('a score', () => {
  it('is what passes of all that is measured', () => {
    const counts = { pass: 6, fail: 1, stale: 2, unknown: 1, exempt: 9 };
    expect(scoreOf(tally(counts)).score).toBe(0.6);
  });

  it('is absent where nothing is measured, and so is the level', () => {
    for (const nothing of [
      tally({}),
      tally({ exempt: 3, 'not-applicable': 4 }),
    ]) {
      expect(scoreOf(nothing, true)).toMatchObject({
        score: undefined,
        level: undefined,
      });
    }
  });

  it.each<[string, Tally, string | undefined]>([
    ['all pass', tally({ pass: 1 }), 'silver'],
    [
      'a fail of high severity',
      tally({ pass: 9, fail: 1 }, { highFails: 1 }),
      undefined,
    ],
    ['another fail', tally({ pass: 99, fail: 1 }), 'bronze'],
    ['5 % unknown', tally({ pass: 95, unknown: 5 }), 'silver'],
    ['more unknown', tally({ pass: 94, unknown: 6 }), 'bronze'],
    ['5 % stale', tally({ pass: 95, stale: 5 }), 'silver'],
    ['more stale', tally({ pass: 94, stale: 3, unknown: 3 }), 'bronze'],
    ['5 % not visible', tally({ pass: 95 }, { notVisible: 5 }), 'silver'],
    ['more not visible', tally({ pass: 94 }, { notVisible: 6 }), 'bronze'],
    ['nothing known', tally({ unknown: 8, stale: 2 }), undefined],
    ['nothing visible', tally({}, { notVisible: 8 }), undefined],
  ])('with %s has the level', (_, given, level) => {
    expect(levelOf(given)).toBe(level);
    expect(scoreOf(given, true).level).toBe(
      level === 'silver' ? 'gold' : level,
    );
  });
});
