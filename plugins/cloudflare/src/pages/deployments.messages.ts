/** The words of the page Deployments. */
export const deploymentsMessages = {
  title: 'Production deployments',
  summary:
    '{{proven}} of {{total}} production deployments are proven: commit and CI run known.',
  summaryUnknown_one:
    '{{count}} is not read yet: whether it is proven is unknown.',
  summaryUnknown_other:
    '{{count}} are not read yet: whether they are proven is unknown.',
  summaryPartial: 'Not all deployments are counted.',
  summaryFailed: 'How many are proven is not known: {{message}}',
  states: 'Deployments by provenance',
  allStates: 'All',
  stateCount: '{{state}}: {{deployments}}',
  resource: 'Resource',
  product: 'Product',
  account: 'Account',
  environment: 'Environment',
  deployed: 'Deployed',
  commit: 'Commit',
  ciRun: 'CI run',
  provenance: 'Provenance',
  conflicts: 'Conflicts',
  components: 'Components',
  noComponents: 'None',
  owner: 'Owner',
  emptyTitle: 'No production deployments',
  emptyDescription:
    'None fits. What counts as production is a matter of cloudflare.environments in the configuration.',
} as const;
