import { sectionTexts } from './sectionTexts';

/** The words of drawings of steps. */
export const stepGraphTexts = sectionTexts('stepGraph', {
  kinds: {
    step: 'Step',
    sleep: 'Sleep',
    event: 'Waits for an event',
    loop: 'Loop',
    parallel: 'In parallel',
    condition: 'Condition',
    attempt: 'Try',
    call: 'Function',
    block: 'Block',
    end: 'End',
    other: 'Other',
  },
  branch: 'Branch {{number}}',
  noSteps: 'No steps',
});
