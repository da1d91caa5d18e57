import { quantityText, shortQuantityText } from './quantityText';

describe('a quantity for people', () => {
  it.each([
    [0, 'bytes', '0 bytes'],
    [999, 'bytes', '999 bytes'],
    [1_250_000, 'bytes', '1.3 MB'],
    [5_000_000_000_000_000, 'bytes', '5,000 TB'],
    [12.34, 'milliseconds', '12.3 ms'],
    [1_500, 'milliseconds', '1.5 sec'],
    [90, 'seconds', '1.5 min'],
    [5_400, 'seconds', '1.5 hr'],
    [86_400, 'seconds', '1 day'],
    [345_600, 'seconds', '4 days'],
    [0.256, 'ratio', '25.6%'],
    [1_234_567, 'count', '1,234,567'],
  ] as const)('tells %d %s as %s', (value, unit, text) => {
    expect(quantityText(value, unit)).toBe(text);
  });

  it('is short at an axis', () => {
    expect(shortQuantityText(1_234_567, 'count')).toBe('1.2M');
    expect(shortQuantityText(0.5, 'ratio')).toBe('50%');
  });
});
