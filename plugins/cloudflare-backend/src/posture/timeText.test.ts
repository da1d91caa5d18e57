import { maskedText } from '../redaction/maskedText';
import { timeText } from './timeText';

describe('a time in a sentence', () => {
  it('is told to the minute, in UTC, and is no personal data', () => {
    const told = timeText('2026-11-22T23:52:45.123+02:00');
    expect(told).toBe('2026-11-22 21:52 UTC');
    expect(maskedText(told)).toBe(told);
    expect(timeText(new Date(Date.UTC(2026, 0, 2)))).toBe(
      '2026-01-02 00:00 UTC',
    );
  });
});
