import { ScorecardFacts } from '../CollectedFacts';
import { gatewayFacts } from './gateways';
import { searchFacts } from './searchIndexes';

/** What the checks of the scorecard look at. */
export const aiGovernanceFacts: ScorecardFacts<'ai-governance'> = {
  ...gatewayFacts,
  ...searchFacts,
};
