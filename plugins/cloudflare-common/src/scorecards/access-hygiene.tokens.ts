import { check } from './Check';

const tokens = { type: 'integer', title: 'Active tokens' } as const;
const applies = { fact: 'tokens', is: 'more-than', value: 0 } as const;
const appliesTo = 'The account has no active API token.';

/** The checks of access hygiene that are about API tokens. */
export const tokenChecks = {
  'token.ttl': check({
    id: 'token.ttl',
    version: 1,
    title: 'API tokens expire',
    proves:
      'Each active token that the account owns, and the one that this plugin uses, ends by itself, and those of the account do so within the time. Tokens that users own are not visible and not covered.',
    remediation:
      'Roll each of the tokens named in the findings, with an expiry within the time, and put the new value where the old one was used.',
    severity: 'high',
    kind: 'design',
    criteria: ['CC6.1', 'CC6.2'],
    subjects: ['account'],
    facts: {
      tokens,
      withoutExpiry: { type: 'integer', title: 'Tokens that never expire' },
      longestLifetimeDays: {
        type: 'integer',
        title: 'Longest lifetime of those that expire',
        unit: 'days',
      },
    },
    thresholds: {
      days: {
        title: 'Longest lifetime',
        default: 180,
        least: 1,
        most: 730,
        unit: 'days',
      },
    },
    applies,
    appliesTo,
    rule: {
      all: [
        { fact: 'withoutExpiry', is: 'equal', value: 0 },
        {
          any: [
            // Only the own token is there, which does not tell its age.
            { fact: 'longestLifetimeDays', is: 'equal', value: null },
            { fact: 'longestLifetimeDays', is: 'at-most', threshold: 'days' },
          ],
        },
      ],
    },
  }),
  'token.unused': check({
    id: 'token.unused',
    version: 1,
    title: 'API tokens are in use',
    proves:
      'Each active token that the account owns was used within the time, or is younger than that. Tokens that users own are not visible and not covered.',
    remediation:
      'Ask the owners of the tokens named in the findings whether they are still needed, and delete those that are not.',
    severity: 'medium',
    kind: 'operating',
    criteria: ['CC6.2', 'CC6.3'],
    subjects: ['account'],
    facts: {
      tokens,
      unused: { type: 'integer', title: 'Tokens that were not used' },
      longestUnusedDays: {
        type: 'integer',
        title: 'Longest time without use',
        unit: 'days',
        volatile: true,
      },
    },
    thresholds: {
      days: {
        title: 'Longest time without use',
        default: 90,
        least: 1,
        most: 365,
        unit: 'days',
      },
    },
    applies,
    appliesTo,
    rule: { fact: 'longestUnusedDays', is: 'at-most', threshold: 'days' },
  }),
  'token.least-privilege': check({
    id: 'token.least-privilege',
    version: 1,
    title: 'No API token may do too much everywhere',
    proves:
      'No active token that the account owns can write to every zone or account, or has a permission group on the whole account that is configured as too much. Tokens that users own are not visible and not covered, and a token that passes can still have more than it needs.',
    remediation:
      'Limit the tokens named in the findings to the zones, buckets or other resources that they work on, or take the permission away. Which permission groups are too much on the whole account is set in `cloudflare.scorecards.broadPermissionGroups`.',
    severity: 'medium',
    kind: 'design',
    criteria: ['CC6.3'],
    subjects: ['account'],
    facts: {
      tokens,
      broad: { type: 'integer', title: 'Tokens that may do too much' },
    },
    applies,
    appliesTo,
    rule: { fact: 'broad', is: 'equal', value: 0 },
  }),
  'token.own-scope': check({
    id: 'token.own-scope',
    version: 1,
    title: "This plugin's token can only read",
    proves:
      'The token with which this plugin reads the account has permission groups for reading alone, so that nothing can be changed through it. It can only be told of a token that the account owns.',
    remediation:
      'Make an API token that the account owns, with the read permissions that the documentation lists and no other, and set it as `cloudflare.apiToken`. It also needs `Account API Tokens Read` to be able to tell what it may do.',
    severity: 'high',
    kind: 'design',
    criteria: ['CC6.3'],
    subjects: ['account'],
    facts: {
      readGroups: { type: 'integer', title: 'Permission groups for reading' },
      otherGroups: { type: 'integer', title: 'Other permission groups' },
    },
    rule: { fact: 'otherGroups', is: 'equal', value: 0 },
  }),
  'token.expiring': check({
    id: 'token.expiring',
    version: 1,
    title: 'No API token is about to expire',
    proves:
      'No active token that the account owns, nor the one that this plugin uses, ends within the time, so that nothing that relies on one will stop. Tokens that users own are not visible and not covered.',
    remediation:
      'Roll the tokens named in the findings before they end, or delete those that nobody needs any more.',
    severity: 'medium',
    kind: 'operating',
    criteria: ['CC6.2', 'A1.2'],
    subjects: ['account'],
    facts: {
      tokens,
      expiring: { type: 'integer', title: 'Tokens about to expire' },
      nextExpiry: { type: 'time', title: 'Next expiry' },
    },
    thresholds: {
      days: {
        title: 'Time in which none may expire',
        default: 14,
        least: 1,
        most: 90,
        unit: 'days',
      },
    },
    applies,
    appliesTo,
    rule: { fact: 'expiring', is: 'equal', value: 0 },
  }),
};
