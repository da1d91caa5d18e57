import { SeededChoice } from './SeededChoice';

describe('seeded choices', () => {
  const firstOf = (seed: number) => {
    const choice = new SeededChoice(seed);
    return Array.from({ length: 50 }, () => choice.random());
  };

  it('are the same for the same seed, and others for another', () => {
    expect(firstOf(7)).toEqual(firstOf(7));
    const starts = Array.from({ length: 20 }, (_, seed) => firstOf(seed)[0]);
    expect(new Set(starts).size).toBe(20);
  });

  it('come to everything', () => {
    const choice = new SeededChoice(0);
    const picked = Array.from({ length: 200 }, () =>
      choice.pick([...'abcdef']),
    );
    expect([...new Set(picked)].sort().join('')).toBe('abcdef');
    expect(firstOf(0).every(each => each >= 0 && each < 1)).toBe(true);
  });

  it('shuffle without loss', () => {
    const items = Array.from({ length: 30 }, (_, index) => index);
    const shuffled = new SeededChoice(3).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
