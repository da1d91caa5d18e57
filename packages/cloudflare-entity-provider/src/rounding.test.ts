import { roundedCount, roundedHour } from './rounding';

describe('roundedCount', () => {
  it.each([
    [0, 0],
    [7, 7],
    [99, 99],
    [104, 100],
    [1_250_000, 1_300_000],
    [12.34, 12],
    [0.1267, 0.13],
  ])('rounds %d to %d', (count, expected) => {
    expect(roundedCount(count)).toBe(expected);
  });
});

describe('roundedHour', () => {
  it('goes back to the start of the hour, in UTC', () => {
    expect(roundedHour('2026-03-01T01:59:59.999+01:30')).toBe(
      '2026-03-01T00:00:00.000Z',
    );
    expect(roundedHour(new Date('2026-03-01T00:00:00Z'))).toBe(
      '2026-03-01T00:00:00.000Z',
    );
  });

  it('refuses what is no time', () => {
    expect(() => roundedHour('yesterday')).toThrow(RangeError);
  });
});
