import {
  componentTab,
  DemoGroup,
  pagesTab,
  resourceTab,
  workerTab,
} from './demo';

/** A page or tab as a whole, when all is well. */
export interface PageView {
  /** Names the files of its screenshots. */
  id: string;
  path: string;
  as?: DemoGroup;
  /** It is looked at in CI, too. */
  inCi?: boolean;
  /** Seen when everything on it has been read. */
  sees: readonly (string | RegExp)[];
}

/** Every page and tab with something of ours on it. */
export const pages: readonly PageView[] = [
  {
    id: 'component-tab',
    path: componentTab('acme-api'),
    sees: ['acme-api-staging', 'Deployed, proven'],
  },
  {
    id: 'component-tab-open',
    inCi: true,
    path: `${componentTab('acme-api')}?resource=cf-worker-acme-api`,
    sees: ['#42 · 90%', 'Cron triggers (UTC)', 'Hostname'],
  },
  {
    id: 'component-tab-unknown',
    path: componentTab('acme-status'),
    sees: ['No Worker "acme-status-api"', 'No deployment'],
  },
  {
    id: 'component-posture',
    inCi: true,
    path: '/catalog/default/component/acme-checkout',
    as: 'platform',
    sees: [
      /\d+ of \d+ pass/,
      'What to do',
      'Regulated buckets have a lifecycle',
    ],
  },
  {
    id: 'system-posture',
    path: '/catalog/default/system/data-platform',
    as: 'platform',
    sees: ['Of all that belongs to this System', 'What to do'],
  },
  {
    id: 'account-posture',
    path: '/catalog/default/resource/cf-account',
    sees: ["The token 'legacy-forever' never expires", 'Global API Key'],
  },
  {
    id: 'worker-tab',
    path: workerTab('acme-api'),
    sees: ['#42 · 90%', 'Cron triggers (UTC)', 'Hostname', 'Used by'],
  },
  {
    id: 'worker-tab-table',
    path: `${workerTab('acme-api')}?view=table`,
    sees: ['#42 · 90%', 'Cron triggers (UTC)', 'Hostname'],
  },
  {
    id: 'worker-tab-auth',
    path: workerTab('acme-auth'),
    sees: ['Deployments', 'Hostname'],
  },
  {
    id: 'pages-tab',
    path: pagesTab('acme-admin'),
    sees: ['Protected by Admin', 'Live preview'],
  },
  {
    id: 'zero-trust-tab',
    inCi: true,
    path: resourceTab('cf-zt-access'),
    sees: [/\d+ allowed, \d+ refused/, 'Refused'],
  },
  {
    id: 'account-tab',
    path: resourceTab('cf-account'),
    sees: ['Request budget', 'Available', 'Granted'],
  },
  {
    id: 'overview',
    inCi: true,
    path: '/cloudflare/overview',
    sees: [
      'Resilience and runtime',
      'Linked Components',
      'No API token is about to expire',
      'whose sources disagree',
      /\d+ of \d+ proven/,
      'Succeeded',
    ],
  },
  {
    id: 'scorecards',
    inCi: true,
    path: '/cloudflare/scorecards',
    sees: ['API tokens expire', 'Access hygiene: ', 'Show as table', 'Acme'],
  },
  {
    id: 'scorecards-owners',
    path: '/cloudflare/scorecards?view=owners&owner=group%3Adefault%2Fai',
    sees: ['Who has what to do', 'What ai has to do', 'What to do'],
  },
  {
    id: 'scorecards-exemptions',
    path: '/cloudflare/scorecards?view=exemptions',
    sees: ['Expires soon', 'Requested by'],
  },
  {
    id: 'scorecards-acceptance',
    path: '/cloudflare/scorecards?view=acceptance',
    sees: [/\d of 6 criteria are met/, 'Production deployments'],
  },
  { id: 'inventory', path: '/cloudflare/inventory', sees: ['acme-api'] },
  {
    id: 'deployments',
    inCi: true,
    path: '/cloudflare/deployments',
    sees: ['acme-ingest', 'All: 13'],
  },
  {
    id: 'zero-trust',
    inCi: true,
    path: '/cloudflare/zero-trust',
    sees: [/\d+ log-ins were allowed/, '28', 'Refused'],
  },
  {
    id: 'zero-trust-users',
    path: '/cloudflare/zero-trust?tab=users',
    sees: [/\d+ log-ins were allowed/, /\d+ allowed, \d+ refused/],
  },
  {
    id: 'evidence',
    inCi: true,
    path: '/cloudflare/evidence',
    sees: ['Access log of default', 'A head stands for', 'Choose a file'],
  },
  {
    id: 'accounts',
    inCi: true,
    path: '/cloudflare/accounts',
    sees: ['Request budget', 'Available', 'Granted'],
  },
  {
    id: 'home',
    inCi: true,
    path: '/home',
    as: 'platform',
    sees: [
      'My Cloudflare',
      'acme-careers',
      /\d+ of \d+ results of what is yours fail/,
      'High severity',
    ],
  },
];
