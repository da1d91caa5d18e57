/** The words of the tab "Cloudflare" of an entity. */
export const entityTabMessages = {
  panel: {
    account: 'Account',
    owner: 'Owner',
    dashboard: 'Open in Cloudflare',
    dashboardLabel: 'Open {{name}} in Cloudflare',
    accountTitle: 'Cloudflare account',
    notLoaded: {
      title: 'The details could not be loaded',
      description:
        'This Backstage may have been updated since you opened it: try again, or reload the page.',
    },
  },
  card: {
    list: 'Cloudflare resources',
    environment: 'Environment',
    noEnvironment: 'No rule applies',
    lastChange: 'Last change',
    show: 'Show details',
    hide: 'Hide details',
    showLabel: 'Show details of {{name}}',
    hideLabel: 'Hide details of {{name}}',
  },
  status: {
    buildFailed: 'Build failed',
    deployed: {
      complete: 'Deployed, proven',
      partial: 'Deployed, partly proven',
      none: 'Deployed, no provenance',
      conflict: 'Deployed, sources disagree',
      unknown: 'Deployed, provenance not read yet',
    },
  },
  attention: {
    title: 'Needs attention',
    failedBuild: 'The last build failed.',
    failedBuildStage: 'The last build failed in {{stage}}.',
    provenanceConflict: 'Sources disagree on where its deployment came from.',
    danglingBinding:
      'It is bound to {{binding}}, which does not exist at Cloudflare.',
    orphan: 'Nothing uses it.',
    noProvenance: 'It serves production, and nothing tells where it came from.',
  },
  link: {
    'not-found': {
      title: 'No {{what}} "{{name}}" in account "{{account}}"',
      help: 'Check the annotation {{annotation}}: the name may be misspelt, or the filters of the import leave it out. A new resource appears after the next sync.',
    },
    'not-visible': {
      title: 'Not visible to you: {{what}} "{{name}}"',
      help: 'The catalog has it, in account "{{account}}". Ask its owner, or whoever looks after this Backstage, to let you see it.',
    },
    'unknown-account': {
      title: 'Account "{{account}}" is not configured',
      help: 'The annotation {{annotation}} names {{what}} "{{name}}" of it. Check the key before "::", or ask for the account to be added to cloudflare.accounts in the configuration.',
    },
    'not-imported': {
      title: '{{product}} of account "{{account}}" is not imported',
      help: 'So nobody knows of {{what}} "{{name}}". Ask whoever looks after this Backstage to add the product to the import of the account.',
    },
    'not-read': {
      title: '{{product}} of account "{{account}}" was not read completely yet',
      help: 'Nobody knows whether there is a {{what}} "{{name}}". It appears after the next complete sync; the page Accounts tells what keeps it from that.',
    },
    visible: {
      title: 'The catalog has just got {{what}} "{{name}}"',
      help: 'It is not tied to this Component yet. Load the page again in a minute.',
    },
    undecided: {
      title: 'Not in the catalog',
      help: 'No {{what}} "{{name}}" in account "{{account}}" is in the catalog, or you may not see it. Check the annotation {{annotation}}. A new resource appears after the next sync.',
    },
  },
  tab: {
    failed: 'The catalog could not be read',
    usedBy: 'Used by',
    usedByNone: 'No Component uses it. One that does says so with:',
    usedByNobody: 'No Component uses it.',
    annotationName: 'annotation',
    dependsOn: 'Uses',
    missing: 'Missing at Cloudflare',
  },
  timeline: {
    view: 'View',
    timeline: 'Timeline',
    table: 'Table',
    showOlder: 'Show older',
  },
  incidents: {
    tickets: 'Tickets',
    label: 'Tickets about {{id}}',
  },
} as const;
