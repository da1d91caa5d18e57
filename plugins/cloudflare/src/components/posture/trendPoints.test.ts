import { point } from '../../__fixtures__/posture';
import { trendEnds, trendSteps } from './trendPoints';

const NOW = Date.now();

describe('the steps of a trend', () => {
  it('are days, with a gap where nothing was evaluated', () => {
    const steps = trendSteps(
      [
        point('coverage', 2, { pass: 1, fail: 1 }),
        point('coverage', 0, { pass: 2 }),
      ],
      30,
      NOW,
    );
    expect(steps).toHaveLength(7);
    expect(steps.slice(-3).map(({ values }) => values)).toEqual([
      { pass: 1, fail: 1, stale: 0, unknown: 0 },
      undefined,
      { pass: 2, fail: 0, stale: 0, unknown: 0 },
    ]);
  });

  it('are as many for long times, and each is as it ended', () => {
    const steps = trendSteps(
      [
        point('coverage', 0, { pass: 4 }),
        point('coverage', 0.1, { fail: 4 }),
        point('coverage', 179, { stale: 1 }),
      ],
      180,
      NOW,
    );
    expect(steps).toHaveLength(30);
    expect(steps[29].values?.pass).toBe(4);
    expect(steps[0].values?.stale).toBe(1);
  });

  it('leave out what is older', () => {
    const steps = trendSteps([point('coverage', 40, { pass: 4 })], 30, NOW);
    expect(steps).toEqual([]);
    expect(trendEnds(steps)).toBeUndefined();
  });

  it('end with the first and the last score, and not with what has none', () => {
    const steps = trendSteps(
      [
        point('coverage', 9, { exempt: 1 }),
        point('coverage', 5, { pass: 1, fail: 1 }),
        point('coverage', 1, { pass: 3, fail: 1 }),
      ],
      30,
      NOW,
    );
    const ends = trendEnds(steps);
    expect(ends?.first.score).toBe(0.5);
    expect(ends?.last.score).toBe(0.75);
  });
});
