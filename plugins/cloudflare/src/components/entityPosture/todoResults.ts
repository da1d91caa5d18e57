import {
  CheckState,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** The states in which there is something to do, the worst first. */
const OPEN: readonly CheckState[] = ['fail', 'stale', 'unknown'];

const SEVERITIES = ['high', 'medium', 'low'] as const;

/** The results with something to do, the worst first; otherwise in their order. */
export function todoResults(
  results: readonly PostureResult[],
): PostureResult[] {
  return results
    .filter(({ state }) => OPEN.includes(state))
    .sort((a, b) => urgency(a) - urgency(b));
}

function urgency({ severity, state }: PostureResult): number {
  return OPEN.indexOf(state) * SEVERITIES.length + SEVERITIES.indexOf(severity);
}
