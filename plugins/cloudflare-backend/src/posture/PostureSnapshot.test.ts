import { CheckState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { entityOf, resultOf } from './__testUtils__/memoryPosture';
import { PostureSnapshot } from './PostureSnapshot';
import { EvaluationRow, StoredResult } from './StoredPosture';

const at = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;

/** What a result says so many hours after it was read. */
function stateAfter(
  hours: number,
  state: CheckState,
  more: Partial<StoredResult> = {},
) {
  const results = [resultOf('queue.dlq', state, new Date(at), more)];
  const snapshot = new PostureSnapshot(
    {} as EvaluationRow,
    [entityOf('q', { results })],
    () => undefined,
  );
  return snapshot.statesAt(at + hours * HOUR)[0];
}

describe('a snapshot of posture', () => {
  it.each(['pass', 'fail', 'not-applicable'] as const)(
    'says %s for as long as it is fresh',
    state => {
      expect(stateAfter(2, state)).toBe(state);
      expect(stateAfter(2.1, state)).toBe('stale');
    },
  );

  it('ages from when nothing was otherwise', () => {
    const confirmedAt = new Date(at + 5 * HOUR).toISOString();
    expect(stateAfter(6, 'fail', { confirmedAt })).toBe('fail');
    expect(stateAfter(8, 'fail', { confirmedAt })).toBe('stale');
  });

  it('keeps what nothing was read for', () => {
    const unread = { observedAt: undefined };
    expect(stateAfter(999, 'not-applicable', unread)).toBe('not-applicable');
    expect(stateAfter(0, 'pass', unread)).toBe('stale');
    expect(stateAfter(999, 'unknown')).toBe('unknown');
  });

  it.each(['pass', 'fail', 'not-applicable'] as const)(
    'does not believe a clock that was ahead, which found %s',
    state => {
      expect(stateAfter(-0.05, state)).toBe(state);
      expect(stateAfter(-24, state)).toBe('stale');
    },
  );
});
