import { lastSettledDay } from './kindForms';

describe('the last day that is final', () => {
  it.each([
    ['access-audit', '2026-11-22T00:59:59Z', '2026-11-20'],
    ['access-audit', '2026-11-22T01:00:00Z', '2026-11-21'],
    ['account-audit', '2026-11-22T00:30:00Z', '2026-11-20'],
    ['deployment-provenance', '2026-11-22T23:59:59Z', '2026-11-20'],
    ['deployment-provenance', '2026-11-23T00:00:00Z', '2026-11-21'],
  ] as const)('of %s is at %s the %s', (kind, now, day) => {
    expect(lastSettledDay(kind, Date.parse(now))).toBe(day);
  });
});
