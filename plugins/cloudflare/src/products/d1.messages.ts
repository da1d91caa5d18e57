/** The words of D1: what cards and facts tell. */
export const d1Messages = {
  status: {
    oldStorage: 'On old storage',
    written: 'Written in the last 31 days',
    notWritten: 'No write in 31 days',
  },
  facts: {
    size: 'Size, about',
    noSize: 'No data from Cloudflare',
    lastObservedWrite: 'Last observed write',
    none: 'None in the last 31 days',
    day: '{{day}} (UTC)',
    jurisdiction: 'Jurisdiction',
    anywhere: 'Not restricted',
    created: 'Created',
  },
} as const;
