import {
  Check,
  CheckState,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** The states that Tech Insights counts as passed. */
export const passedStates: readonly CheckState[] = [
  'pass',
  'not-applicable',
  'exempt',
];

/** Id of a scorecard's fact retriever; also its key in the configuration. */
export function retrieverIdOf(scorecard: ScorecardId): string {
  return `cloudflare-${scorecard}`;
}

/** Id of a check in Tech Insights. Keys of the configuration have no dots. */
export function techInsightsCheckIdOf(check: Pick<Check, 'id'>): string {
  return `cloudflare-${check.id.replaceAll('.', '-')}`;
}

/** Name of the fact that has the state of a check. */
export function stateFactOf(check: Pick<Check, 'id'>): string {
  return factNameOf(check, 'state');
}

/** Name of a fact of a check: no two checks share facts. */
export function factNameOf(check: Pick<Check, 'id'>, fact: string): string {
  return `cloudflare.${check.id}.${fact}`;
}
