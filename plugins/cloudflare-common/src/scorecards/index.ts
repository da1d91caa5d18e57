import { accessHygieneScorecard } from './access-hygiene';
import { aiGovernanceScorecard } from './ai-governance';
import { changeManagementScorecard } from './change-management';
import { Check } from './Check';
import { coverageScorecard } from './coverage';
import { dataRetentionScorecard } from './data-retention';
import { resilienceScorecard } from './resilience';
import { Scorecard } from './Scorecard';

export { checkStates } from './Check';
export type {
  Check,
  CheckState,
  CheckSubject,
  Condition,
  FactDefinition,
  FactOperator,
  FactTypes,
  FactValue,
  ThresholdDefinition,
  TrustServicesCriterion,
  UnknownReason,
} from './Check';
export type { Scorecard } from './Scorecard';

/**
 * The scorecards with the exact types of their checks, by which whoever
 * collects facts is held to them.
 *
 * @public
 */
export const declaredScorecards = {
  'access-hygiene': accessHygieneScorecard,
  'change-management': changeManagementScorecard,
  'data-retention': dataRetentionScorecard,
  resilience: resilienceScorecard,
  'ai-governance': aiGovernanceScorecard,
  coverage: coverageScorecard,
};

/**
 * The id of a scorecard.
 *
 * @public
 */
export type ScorecardId = keyof typeof declaredScorecards;

/**
 * The six scorecards, by their ids, in the order in which people see them.
 *
 * @public
 */
export const scorecards: Record<ScorecardId, Scorecard> = declaredScorecards;

/**
 * The ids of the scorecards, in the order in which people see them.
 *
 * @public
 */
export const scorecardIds = Object.keys(scorecards) as ScorecardId[];

const checksById = new Map(
  scorecardIds.flatMap(scorecard =>
    Object.values(scorecards[scorecard].checks).map(
      (check): [string, { check: Check; scorecard: ScorecardId }] => [
        check.id,
        { check, scorecard },
      ],
    ),
  ),
);

/**
 * A check by its id, and the scorecard that it belongs to.
 *
 * @public
 */
export function findCheck(
  id: string,
): { check: Check; scorecard: ScorecardId } | undefined {
  return checksById.get(id);
}

/**
 * All checks, scorecard by scorecard.
 *
 * @public
 */
export const checks: readonly Check[] = [...checksById.values()].map(
  found => found.check,
);
