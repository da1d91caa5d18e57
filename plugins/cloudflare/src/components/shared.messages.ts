/** The words that pages and the tab of entities share. */
export const sharedMessages = {
  loading: 'Loading',
  retry: 'Try again',
  masked:
    'Some values are masked for you. To see them takes the permission cloudflare.read.personal (people) or cloudflare.read.sensitive (hosts and names).',
  absent: {
    notKnown: 'Not known',
    notRead: 'Not read yet',
    notDeployed: 'Not deployed',
    notTold: 'Not given',
    noOwner: 'No owner',
  },
  copy: {
    label: 'Copy {{what}}',
    done: 'Copied {{what}}',
    failed: 'Your browser did not copy {{what}}',
  },
  empty: { docs: 'Read the documentation' },
  notPermitted: {
    title: 'You may not see this',
    description:
      'It takes the permission {{permission}}. Ask whoever looks after this Backstage for it.',
    anyDescription:
      'One of these permissions is enough: {{permissions}}. Ask whoever looks after this Backstage for one of them.',
    severalDescription:
      'It takes all of these permissions: {{permissions}}. Ask whoever looks after this Backstage for what you lack.',
  },
  notConfigured: {
    unauthorized: {
      title: 'Cloudflare refuses the API token',
      description:
        'Check that the token is valid and of this account. It needs: {{permissions}}.',
    },
    forbidden: {
      title: 'The API token lacks a permission',
      description:
        'Add this to the token at Cloudflare: {{permissions}}. Then try again.',
    },
    'not-entitled': {
      title: 'The account does not have this product',
      description:
        'Enable it at Cloudflare, or check whether the plan has it. The token needs: {{permissions}}.',
    },
  },
  notFound: {
    title: 'Cloudflare does not have it',
    description:
      'It may have been deleted; the catalog follows with the next sync.',
  },
  failed: {
    title: 'It could not be read',
    retryAfter: 'Try again in {{seconds}} seconds.',
  },
  stale: {
    title: 'As it was read',
    description: 'Cloudflare could not be read anew since then.',
  },
  partial: {
    title: 'Something is missing here',
    remarks: 'Good to know',
    description: 'Not everything could be read.',
    permission: 'It takes the token permission {{permission}}.',
  },
  table: {
    search: 'Search {{what}}',
    searchPlaceholder: 'Search',
    nothingFound: 'Nothing fits the search.',
    emptyPage: 'Nothing on this page.',
    readSoFar: '{{rows}} rows read so far.',
    cut: 'Only the first {{rows}} are here, and no others are found. Narrow what is read, or look for the others at Cloudflare.',
    range: '{{from}} to {{to}} of {{total}}',
    pageSize: '{{rows}} rows',
    all: 'All',
    asOf: 'As of',
    refresh: 'Refresh {{what}}',
    download: 'Download {{what}} as CSV',
    downloadedPart:
      'The file holds {{rows}} rows, and not all there are. Narrow what is shown to get a whole one.',
    downloadFailed: 'The rows could not be downloaded',
  },
  provenance: {
    commitName: 'commit',
    commitLabel: 'Commit {{commit}}',
    shortCommit: 'abbreviated',
    inherited: 'from the version before',
    ciRun: 'CI run',
    ciRunLabel: 'CI run {{run}}',
    ciRunNumber: '#{{run}}',
    notTold: {
      commit: 'Commit not given',
      ciRun: 'CI run not given',
      both: 'Commit and CI run not given',
    },
    notRead: {
      commit: 'Commit not read yet',
      ciRun: 'CI run not read yet',
      both: 'Commit and CI run not read yet',
    },
    conflict: 'Sources disagree on {{field}}: {{values}}',
    state: {
      complete: 'Proven',
      partial: 'Partly proven',
      none: 'No provenance',
      conflict: 'Conflict',
      unknown: 'Not read yet',
    },
  },
} as const;
