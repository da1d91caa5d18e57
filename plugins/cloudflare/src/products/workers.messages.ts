/** The words of Workers. */
export const workersMessages = {
  facts: {
    lastDeployment: 'Last deployment',
    provenance: 'Provenance',
  },
  deployments: {
    title: 'Deployments',
    time: 'Deployed',
    environment: 'Environment',
    versions: 'Version',
    commit: 'Commit',
    ciRun: 'CI run',
    author: 'Author',
    status: 'Status',
    version: '#{{number}}',
    versionIdName: 'version ID',
    share: '{{version}} · {{share}}',
    by: 'by {{source}}',
    noEnvironment: 'No rule applies',
    emptyTitle: 'No deployment',
    emptyDescription:
      'This Worker has never been deployed. It appears here after its first deployment, for example by wrangler deploy.',
  },
  status: {
    active: 'Active',
    gradual: 'Gradual',
    superseded: 'Superseded',
    rollback: 'Rollback',
  },
  triggers: {
    title: 'Triggers',
    url: 'workers.dev URL',
    customDomains: 'Custom domains',
    routes: 'Routes',
    route: '{{pattern}} (zone {{zone}})',
    routesNotRead: 'Could not be read; the token may not read zones',
    crons: 'Cron triggers (UTC)',
    none: 'None',
  },
} as const;
