/** The words of Workflows: what cards and facts tell. */
export const workflowsMessages = {
  status: {
    scriptDeleted: 'Worker deleted',
    neverRun: 'Never ran',
    withoutRetries: 'Steps without retries',
    inUse: 'In use',
  },
  facts: {
    lastRun: 'Last run, about',
    worker: 'Worker',
    steps: 'Steps',
    noGraph: 'Cloudflare has no step graph',
    retryPolicy: 'Retries',
    schedules: 'Schedules (UTC)',
    none: 'None',
  },
} as const;
