import { sectionTexts } from '../components/sectionTexts';

/** The words for what is known of each deployment, and what to do about it. */
export const deploymentCheckTexts = sectionTexts('deploymentChecks', {
  shares: {
    title: 'How much is known; the aim is 100 %',
    commit: 'With commit',
    ciRun: 'With CI run',
    auditEvent: 'With audit event',
    value: '{{share}} ({{with}} of {{total}})',
    missing: '{{number}} without',
    unknown: '{{number}} unknown',
    met: 'All have it',
  },
  origin: 'Commit and CI run',
  todo: 'What to do',
  todos: {
    conflict:
      'Find out which source is wrong, and deploy again so that they agree.',
    none: 'Let CI deploy it with the arguments of cloudflare-backstage provenance, or hand in a build manifest.',
    commit:
      'The commit is missing: let CI deploy it with --tag, or hand in a build manifest.',
    shortCommit: 'The commit is abbreviated: give the full SHA.',
    ciRun: 'The CI run is missing: let CI deploy it with the URL of its run.',
    ciHost:
      'The CI run is on no host of cloudflare.provenance.ciHosts: add the host if it is yours.',
    unread: 'It is read with one of the next syncs.',
    noEvent:
      'Find out who deployed it, and how: the account’s audit log does not show it.',
  },
  audit: {
    column: 'Audit event',
    events: 'Audit events',
    states: { found: 'Found', none: 'None found', unknown: 'Not known' },
    reasons: {
      'not-permitted': 'It takes the permission cloudflare.read.account.',
      'not-deployed': 'When it was deployed is not read yet.',
      recent: 'It may still come: 24 hours have not passed.',
      'too-old': 'The audit log does not reach back so far.',
      incomplete: 'The log has more events than are read.',
      unavailable: 'The audit log could not be read.',
    },
    after: '{{time}} after',
    before: '{{time}} before',
    by: '{{action}} by {{actor}}',
    details: 'Details',
    all: 'All {{number}}',
    allLabel: 'All {{number}} audit events of {{name}}',
    dialog: 'Audit events around the deployment of {{name}}',
    time: 'Time',
    distance: 'From the deployment',
    action: 'Action',
    result: 'Result',
    actor: 'Who',
    context: 'How',
    token: 'Token',
    ray: 'Ray ID',
    close: 'Close',
  },
});
