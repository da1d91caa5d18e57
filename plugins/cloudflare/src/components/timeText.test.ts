import { dayText, durationText, exactText, relativeText } from './timeText';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('times in words', () => {
  it.each([
    ['2026-11-22T12:00:00.400Z', 'in 0 seconds'],
    ['2026-11-22T11:59:30Z', '30 seconds ago'],
    ['2026-11-22T11:58:01Z', '1 minute ago'],
    ['2026-11-22T10:00:00Z', '2 hours ago'],
    ['2026-11-20T11:00:00Z', '2 days ago'],
    ['2026-12-10T13:00:00Z', 'in 18 days'],
    ['2026-09-01T12:00:00Z', '2 months ago'],
    ['2024-01-01T12:00:00Z', '2 years ago'],
  ])('tell %s from now', (time, text) => {
    expect(relativeText(new Date(time), NOW)).toBe(text);
  });

  it('tell exactly when, and the day', () => {
    const time = new Date('2026-11-22T12:34:56Z');
    expect(exactText(time)).toMatch(/November 22, 2026.*34:56/);
    expect(dayText(time)).toMatch(/^\w{3}, Nov 2\d, 2026$/);
  });

  it.each([
    [0, '0 seconds'],
    [1_240, '1.2 seconds'],
    [1_000, '1 second'],
    [42_000, '42 seconds'],
    [300_000, '5 minutes'],
    [90 * 60_000, '1.5 hours'],
    [40 * 86_400_000, '40 days'],
    [-5, '0 seconds'],
  ])('tell that %d ms are %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
