import { sectionTexts } from './sectionTexts';

/** The words of the section on Access applications. */
export const accessTexts = sectionTexts('access', {
  title: 'Access applications',
  hostnames: 'Hostnames',
  hostname: 'Hostname',
  source: 'Kind',
  sources: {
    'workers.dev': 'workers.dev',
    'custom-domain': 'Custom domain',
    route: 'Route',
    'pages.dev': 'pages.dev',
  },
  protection: 'Protection',
  coverage: {
    protected: 'Protected by {{application}}',
    bypassed: 'Covered by {{application}}, which lets everybody through',
    partlyBypassed: 'Covered by {{application}}, which lets some through',
    noPolicies: 'Covered by {{application}}, no policies',
    unknown: 'Covered by {{application}}',
  },
  notCovered: 'No Access application covers it',
  applications: 'Applications',
  application: 'Application',
  domains: 'Domains',
  policies: 'Policies',
  policy: '{{policy}}: {{decision}}',
  noPolicies: 'None',
  lastSignIn: 'Last log-in',
  noneSince: 'None in the log since',
  dashboard: 'Cloudflare',
  open: 'Open',
  emptyTitle: 'No hostnames',
  emptyDescription:
    'Nothing reaches it from outside, so that there is nothing for Access to protect.',
});
