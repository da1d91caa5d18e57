import {
  Check,
  ScorecardId,
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { FactCollector } from './CollectedFacts';
import { scorecardFacts } from './facts';

/** A check, and how its facts are collected. */
export interface CollectedCheck {
  check: Check;
  scorecard: ScorecardId;
  collect: FactCollector<Check>;
}

/** All checks, scorecard by scorecard. */
export const collectedChecks: readonly CollectedCheck[] = scorecardIds.flatMap(
  scorecard => {
    const collectors: Record<string, FactCollector<any>> = scorecardFacts[
      scorecard
    ];
    return Object.entries(scorecards[scorecard].checks).map(([key, check]) => ({
      check,
      scorecard,
      collect: collectors[key],
    }));
  },
);
