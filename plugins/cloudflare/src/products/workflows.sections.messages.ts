import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Workflows. */
export const workflowsTexts = sectionTexts('workflows', {
  runs: {
    title: 'Runs of the last 7 days',
    started: 'Created',
    status: 'Status',
    duration: 'Duration',
    retries: 'Retries',
    retriesFrom: 'Retries known from',
    sources: { analytics: 'by the analytics', run: 'by the run itself' },
    trigger: 'Started by',
    id: 'Run',
    idName: 'run ID',
    notOver: 'Not over',
    notStarted: 'Not started',
    emptyTitle: 'No run',
    emptyDescription:
      'No run of this workflow was created in the last 7 days, as far as Cloudflare keeps them.',
    states: {
      queued: 'Queued',
      running: 'Running',
      paused: 'Paused',
      waitingForPause: 'Pausing',
      waiting: 'Waiting',
      rollingBack: 'Rolling back',
      complete: 'Complete',
      errored: 'Failed',
      terminated: 'Terminated',
    },
  },
  steps: {
    title: 'Steps',
    uploaded: 'Uploaded',
    count: 'Steps',
    tooMany: 'Too many to count',
    policies: 'Retry policies',
    withoutRetries: 'Not retried',
    none: 'None',
    notAvailable:
      'Cloudflare has no step graph of this version: it is not written in JavaScript, was uploaded long ago, or its code is not understood.',
    notRead: 'The step graph could not be read.',
    cut: 'The graph is larger than what is shown here.',
    retries_zero: 'not retried',
    retries_one: '{{count}} retry',
    retries_other: '{{count}} retries',
    policy: '{{retries}}, {{backoff}} from {{delay}}',
    timeout: 'at most {{time}}',
    sleeps: 'for {{time}}',
    recursive: 'calls itself',
    branches: {
      try_block: 'Try',
      catch_block: 'If it fails',
      finally_block: 'In any case',
    },
  },
});
