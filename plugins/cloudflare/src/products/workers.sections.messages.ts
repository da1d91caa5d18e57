import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Workers. */
export const workersTexts = sectionTexts('workers', {
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
  metrics: {
    title: 'Metrics of the last 24 hours',
    requests: 'Requests',
    errors: 'Errors',
    errorShare: '{{errors}} ({{share}} of the requests)',
    subrequests: 'Subrequests',
    invocations: 'Requests and errors',
    cpuTime: 'CPU time',
    cpuTimeP50: 'CPU time, median',
    cpuTimeP99: 'CPU time, 99th percentile',
    noData: 'No data from Cloudflare',
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
});
