import { ScorecardFacts } from '../CollectedFacts';
import { bindingFacts } from './bindings';
import { durableObjectFacts } from './durableObjects';
import { queueFacts } from './queues';
import { workflowFacts } from './workflows';

/** What the checks of the scorecard look at. */
export const resilienceFacts: ScorecardFacts<'resilience'> = {
  ...queueFacts,
  ...workflowFacts,
  ...durableObjectFacts,
  ...bindingFacts,
};
