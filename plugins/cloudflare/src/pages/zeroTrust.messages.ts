/** The words of the page Zero Trust. */
export const zeroTrustPageMessages = {
  account: 'Account',
  window: 'Time',
  windows: {
    '1h': 'Last hour',
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
  },
  accountsFailed: 'The accounts could not be read',
  noAccountTitle: 'No Cloudflare account',
  noAccount:
    'The catalog holds none that you may see. It appears after the first sync of the entity provider.',
  tabs: 'Log and users',
  activity: {
    title: 'Log-ins to Access',
    what: 'log-ins',
    allowed: 'Allowed',
    refused: 'Refused',
    totals:
      '{{allowed}} log-ins were allowed and {{refused}} refused, {{range}}.',
    gaps_one: 'Log-ins of {{count}} step could not be counted.',
    gaps_other: 'Log-ins of {{count}} steps could not be counted.',
    allGaps: 'The log-ins could not be counted, {{range}}.',
    range: '{{from}} to {{to}}',
  },
  audit: {
    title: 'Access log',
    evidence: 'Access log of {{day}} UTC',
    what: 'log entries',
    actor: 'User',
    actorHelp: 'E-mail or pseudonym',
    actorRefused:
      'You may search for a pseudonym from the log only, such as u_0123456789ab. E-mail addresses take the permission {{permission}}.',
    target: 'Application',
    targetHelp: 'Domain or id',
    ray: 'Ray ID',
    rayHelp: 'Of one request',
    action: 'Action',
    decision: 'Decision',
    decisions: { allowed: 'Allowed', refused: 'Refused' },
    apply: 'Search',
    clear: 'Clear filters',
    emptyTitle: 'Nothing in the log',
    emptyDescription:
      'No entry fits the filters during this time. A longer time or fewer filters may show some.',
  },
  users: {
    title: 'Users',
    what: 'users',
  },
} as const;
