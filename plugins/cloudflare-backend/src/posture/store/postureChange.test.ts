import {
  backlogCheck,
  entityOf,
  finding,
} from '../__testUtils__/storedPosture';
import { changeBetween } from './postureChange';

describe('what changed between two evaluations', () => {
  it.each([
    ['98 % of keys', '3 % of keys', false],
    ['12 of 100 keys (98.5%) have none', '7 of 20 keys (3%) have none', false],
    [
      'From 2026-03-01T10:00:00.000Z to 2026-03-01T11:00:00Z, it is missing.',
      'From 2026-03-02T10:00:00.000Z to 2026-03-02T11:00:00Z, it is missing.',
      false,
    ],
    [
      'From 2026-03-01 10:00 UTC to 2026-03-01 11:00 UTC, it is missing.',
      'From 2026-03-02T10:30:00.000Z to 2026-03-02 11:30 UTC, it is missing.',
      false,
    ],
    [
      'Used 5 days ago, on 2026-03-01.',
      'Used 6 days ago, on 2026-03-02.',
      false,
    ],
    ['There is no worker deploy-1', 'There is no worker deploy-2', true],
    ['There is no kv:1', 'There is no kv:2', true],
    ['There is no r2:logs-2026-03-01', 'There is no r2:logs-2026-03-02', true],
    [`The token '7' never expires.`, `The token '8' never expires.`, true],
    [
      `The token 'ci 7' never expires.`,
      `The token 'ci 8' never expires.`,
      true,
    ],
    [`'a' is 5 days old`, `'a' is 6 days old`, false],
  ])('from "%s" to "%s": %s', (before, after, isChange) => {
    const change = changeBetween(
      entityOf('a', { findings: [before] }),
      entityOf('a', { findings: [after] }),
      finding(backlogCheck),
    );
    expect(change !== undefined).toBe(isChange);
  });
});
