import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Pages. */
export const pagesTexts = sectionTexts('pages', {
  deployments: {
    title: 'Deployments',
    time: 'Created',
    environment: 'Environment',
    branch: 'Branch',
    commit: 'Commit',
    ciRun: 'CI run',
    status: 'Status',
    url: 'URL',
    id: 'Deployment ID',
    idName: 'deployment ID',
    open: 'Open the deployment',
    openLabel: 'Open the deployment {{id}}',
    dirty: 'With uncommitted changes',
    stage: '{{status}} in {{stage}}',
    emptyTitle: 'No deployment',
    emptyDescription:
      'This Pages project has never been deployed. It appears here after its first build or direct upload.',
  },
  environment: {
    production: 'Production',
    preview: 'Preview',
  },
  status: {
    active: 'Active',
    live: 'Live preview',
    superseded: 'Superseded',
    running: 'Running',
    failed: 'Failed',
    canceled: 'Canceled',
    skipped: 'Skipped',
    unknown: 'Unknown',
  },
});
