import { sectionTexts } from '../sectionTexts';

/** The words of scores, states and results of checks, wherever they are shown. */
export const postureTexts = sectionTexts('posture', {
  states: {
    pass: 'Pass',
    fail: 'Fail',
    stale: 'Stale',
    unknown: 'Unknown',
    'not-applicable': 'Not applicable',
    exempt: 'Exempt',
  },
  levels: {
    gold: 'Gold',
    silver: 'Silver',
    bronze: 'Bronze',
    none: 'No level',
    explained: {
      gold: 'Silver, held for 30 days',
      silver:
        'No check fails, and at most 5 % are unknown, stale or not visible',
      bronze: 'No check of high severity fails',
      none: 'A check of high severity fails, or nothing could be judged',
    },
  },
  score: {
    label: 'Score',
    share: '{{passed}} of {{total}} pass',
    nothing: 'No score: nothing could be judged yet',
    bar: 'Results by state',
    count: '{{number}} {{state}}',
    notVisible_one: '{{count}} more result is not visible to you',
    notVisible_other: '{{count}} more results are not visible to you',
  },
  trend: {
    label: 'Trend of {{what}}',
    summary:
      '{{what}}: {{first}} of results passed on {{from}}, {{last}} on {{to}}.',
    change: '{{first}} on {{from}} → {{last}}',
    begun: 'Evaluated since {{from}}',
    failed: 'The trend could not be read: {{message}}',
    period: 'Trends of',
    days: '{{number}} days',
    none: 'No history yet',
    score: 'Score',
    level: 'Level',
    notEvaluated: 'Not evaluated',
  },
  evaluation: {
    evaluated: 'Evaluated',
    running: 'Being evaluated; it began',
    neverTitle: 'Not evaluated yet',
    never:
      'Nothing is known until the first evaluation has ended. It begins by itself after the start, and then every hour.',
    failedTitle: 'The last evaluation failed',
    failedKept:
      'What is shown is of the evaluation before; it becomes stale with time. The log of the backend tells more.',
    failedNone: 'Nothing is known yet. The log of the backend tells more.',
    lateTitle: 'The evaluation is overdue',
    late: 'It should run every hour. What is shown becomes stale; look into the log of the backend.',
    partialTitle: 'Not everything could be read',
    partial:
      'Checks of what could not be read are unknown or stale; none of them passes.',
  },
  severities: {
    high: 'High severity',
    medium: 'Medium severity',
    low: 'Low severity',
  },
  severity: { high: 'High', medium: 'Medium', low: 'Low' },
  subjects: { account: 'Account', component: 'Component' },
  result: {
    of: '{{check}}: {{title}}',
    since: 'Since',
    open: 'Explain {{check}} of {{title}}: {{state}}',
  },
});
