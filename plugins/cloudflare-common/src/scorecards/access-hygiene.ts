import { check } from './Check';
import { Scorecard } from './Scorecard';
import { tokenChecks } from './access-hygiene.tokens';

/** Access hygiene. */
export const accessHygieneScorecard = {
  id: 'access-hygiene',
  title: 'Access hygiene',
  description:
    'Who and what can get into the account, with which credentials, and whether that is recorded.',
  checks: {
    'access.audit-log-fresh': check({
      id: 'access.audit-log-fresh',
      version: 1,
      title: 'The Access log is up to date',
      proves:
        'Sign-ins through Access were recorded until lately: there is an event of the last hours, or the log was read for that time and there was none. It does not prove that nothing is missing from earlier.',
      remediation:
        'Check that the token has `Access: Audit Logs Read`, and that the schedule `cloudflare.evidence.schedules.accessAudit` is on and runs: a log in which nothing happened only counts when it was read for all of the time.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC7.2', 'CC6.1'],
      subjects: ['zeroTrust'],
      facts: {
        lastEventAt: {
          type: 'time',
          title: 'Newest sign-in event',
          volatile: true,
        },
        readUntil: {
          type: 'time',
          title: 'Log read without a gap until',
          volatile: true,
        },
      },
      thresholds: {
        hours: {
          title: 'Oldest that the log may be',
          default: 24,
          least: 1,
          most: 168,
          unit: 'hours',
        },
      },
      rule: {
        any: [
          { fact: 'lastEventAt', is: 'younger-than', threshold: 'hours' },
          { fact: 'readUntil', is: 'younger-than', threshold: 'hours' },
        ],
      },
    }),
    'access.audit-log-gapless': check({
      id: 'access.audit-log-gapless',
      version: 1,
      title: 'The audit logs are kept without gaps',
      proves:
        'What Cloudflare recorded in the Access log and in the audit log of the account was kept here without a gap, since collection began and for 30 days at most. It does not prove that Cloudflare recorded everything.',
      remediation:
        'Read what is missing while Cloudflare still has it: the findings tell until when. Leave the schedules `cloudflare.evidence.schedules.accessAudit` and `accountAudit` on, and set `cloudflare.evidence.accessLogRetention` to what your plan has. What is lost cannot be had again: note why.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC7.2', 'CC2.1'],
      subjects: ['account'],
      facts: {
        logs: { type: 'integer', title: 'Logs that are collected' },
        gaps: { type: 'integer', title: 'Gaps' },
        lostGaps: {
          type: 'integer',
          title: 'Gaps that can no longer be read',
        },
        largestGapHours: {
          type: 'number',
          title: 'Largest gap',
          unit: 'hours',
          volatile: true,
        },
      },
      rule: { fact: 'gaps', is: 'equal', value: 0 },
    }),
    ...tokenChecks,
    'globalkey.not-used': check({
      id: 'globalkey.not-used',
      version: 1,
      title: 'The Global API Key is not used',
      proves:
        'Nobody changed anything in the account with a Global API Key, which can do all that its owner can, in the time. Reading with it leaves no trace in the audit log and is not seen.',
      remediation:
        'Find out from the audit log what used the key, give it an API token with the permissions that it needs, and have the owner change the key.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC6.1'],
      subjects: ['account'],
      facts: {
        events: {
          type: 'integer',
          title: 'Changes made with a Global API Key',
        },
        lastAt: { type: 'time', title: 'Last of them' },
      },
      thresholds: {
        days: {
          title: 'Time that is looked at',
          default: 90,
          least: 1,
          most: 365,
          unit: 'days',
        },
      },
      rule: { fact: 'events', is: 'equal', value: 0 },
    }),
    'secrets.centralised': check({
      id: 'secrets.centralised',
      version: 1,
      title: 'Secrets are kept as secrets',
      proves:
        'No plain variable of what serves traffic has a name or a value that looks like a secret. Forms of secrets that are not known are not seen, nor are secrets in the code.',
      remediation:
        'Put each of these values into the Secrets Store, or make it a secret of its own (`wrangler secret put`), remove the plain variable, and replace the secret: whoever could read the settings could read it.',
      severity: 'high',
      kind: 'design',
      criteria: ['CC6.1'],
      subjects: ['workers', 'pages'],
      facts: {
        serves: { type: 'boolean', title: 'Something serves traffic' },
        plainTextSuspects: {
          type: 'integer',
          title: 'Plain variables that look like secrets',
        },
        secretText: { type: 'integer', title: 'Secrets of its own' },
        secretsStore: {
          type: 'integer',
          title: 'Secrets of the Secrets Store',
        },
      },
      applies: { fact: 'serves', is: 'equal', value: true },
      appliesTo: 'It has no deployment that serves traffic.',
      rule: { fact: 'plainTextSuspects', is: 'equal', value: 0 },
    }),
    'access.app-has-policy': check({
      id: 'access.app-has-policy',
      version: 1,
      title: 'Access applications ask who comes',
      proves:
        'Each application behind Access has a policy, none of its policies lets everyone in, and there is an identity provider to sign in with. It does not prove that the right people are let in.',
      remediation:
        'Give each application a policy that names who may enter, replace policies that bypass Access or allow everyone, and connect an identity provider. If something has to be public, have an exemption approved.',
      severity: 'high',
      kind: 'design',
      criteria: ['CC6.1', 'CC6.6'],
      subjects: ['zeroTrust'],
      facts: {
        applications: { type: 'integer', title: 'Applications' },
        withoutPolicy: { type: 'integer', title: 'Without a policy' },
        open: { type: 'integer', title: 'Open to everyone' },
        withoutProvider: {
          type: 'integer',
          title: 'Without an identity provider',
        },
      },
      applies: { fact: 'applications', is: 'more-than', value: 0 },
      appliesTo: 'Access protects no application of the account.',
      rule: {
        all: [
          { fact: 'withoutPolicy', is: 'equal', value: 0 },
          { fact: 'open', is: 'equal', value: 0 },
          { fact: 'withoutProvider', is: 'equal', value: 0 },
        ],
      },
    }),
  },
} satisfies Scorecard;
