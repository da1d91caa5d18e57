import { check } from './Check';
import { dataClass, isRegulated, regulated } from './dataClassFacts';

/** What is expected of buckets, by the class of the data in them. */
export const r2RetentionChecks = {
  'r2.lifecycle': check({
    id: 'r2.lifecycle',
    version: 1,
    title: 'Regulated buckets have a lifecycle rule',
    proves:
      'The bucket has an enabled rule that deletes objects or moves them to another storage class. Where the class of its data limits how long they are kept, a rule deletes all objects of the bucket within that time. The rule for unfinished uploads, which every bucket has, does not count. Without such a limit, a rule may be about a part of the bucket.',
    remediation:
      'Give the bucket a lifecycle rule that deletes objects when they may no longer be kept (`wrangler r2 bucket lifecycle add`), without a prefix if it is to hold for all of them, and enable it.',
    severity: 'high',
    kind: 'design',
    criteria: ['C1.2', 'C1.1'],
    subjects: ['r2'],
    facts: {
      dataClass,
      limited: {
        type: 'boolean',
        title: 'The class is regulated, or limits how long data are kept',
      },
      mostDays: {
        type: 'number',
        title: 'Longest time by the class',
        unit: 'days',
      },
      rules: {
        type: 'integer',
        title: 'Enabled rules that delete or move objects',
      },
      deletedAfterDays: {
        type: 'number',
        title: 'All objects are deleted after',
        unit: 'days',
      },
      sufficientRules: {
        type: 'integer',
        title: 'Rules that do what the class demands',
      },
    },
    applies: { fact: 'limited', is: 'equal', value: true },
    appliesTo:
      'Buckets whose data class is regulated or limits how long data are kept. None is guessed from a name.',
    rule: { fact: 'sufficientRules', is: 'at-least', value: 1 },
  }),
  'r2.lock': check({
    id: 'r2.lock',
    version: 1,
    title: 'Buckets of records are locked',
    proves:
      'An enabled lock rule keeps every object of the bucket from being deleted or overwritten for at least the time that the class of its data demands. Locks for a part of the bucket, or until a date, do not count.',
    remediation:
      'Give the bucket a lock rule without a prefix, for the time demanded or for ever (`wrangler r2 bucket lock add`).',
    severity: 'high',
    kind: 'design',
    criteria: ['C1.1', 'PI1.3'],
    subjects: ['r2'],
    facts: {
      dataClass,
      leastDays: {
        type: 'number',
        title: 'Shortest lock by the class',
        unit: 'days',
      },
      lockedDays: {
        type: 'number',
        title: 'All objects are locked for',
        unit: 'days',
      },
      lockedForEver: {
        type: 'boolean',
        title: 'All objects are locked for ever',
      },
      sufficientLocks: {
        type: 'integer',
        title: 'Locks that do what the class demands',
      },
    },
    applies: { not: { fact: 'leastDays', is: 'equal', value: null } },
    appliesTo: 'Buckets whose data class demands a lock.',
    rule: { fact: 'sufficientLocks', is: 'at-least', value: 1 },
  }),
  'r2.not-public': check({
    id: 'r2.not-public',
    version: 1,
    title: 'Regulated buckets are not public',
    proves:
      'The `r2.dev` domain of the bucket is off, and no custom domain of it is enabled. A Worker that hands out its objects is not seen.',
    remediation:
      'Switch the public development URL off, and disable or remove the custom domains, or hand out objects through a Worker that checks who asks.',
    severity: 'high',
    kind: 'design',
    criteria: ['CC6.1', 'CC6.6'],
    subjects: ['r2'],
    facts: {
      dataClass,
      regulated,
      managedDomain: { type: 'boolean', title: 'Public at r2.dev' },
      customDomains: { type: 'integer', title: 'Enabled custom domains' },
    },
    applies: isRegulated,
    appliesTo:
      'Buckets whose data class is regulated. None is guessed from a name.',
    rule: {
      all: [
        { fact: 'managedDomain', is: 'equal', value: false },
        { fact: 'customDomains', is: 'equal', value: 0 },
      ],
    },
  }),
  'r2.region': check({
    id: 'r2.region',
    version: 1,
    title: 'Buckets are in the jurisdiction that they have to be in',
    proves:
      'The bucket is in the jurisdiction that the class of its data demands. A location hint, which Cloudflare does not promise to keep, does not count.',
    remediation:
      'Make a bucket in the jurisdiction demanded, move the objects there, and delete the old one: the jurisdiction of a bucket cannot be changed.',
    severity: 'medium',
    kind: 'design',
    criteria: ['C1.1'],
    subjects: ['r2'],
    facts: {
      dataClass,
      demandedJurisdiction: {
        type: 'string',
        title: 'Jurisdiction by the class',
      },
      jurisdiction: { type: 'string', title: 'Jurisdiction' },
      isThere: { type: 'boolean', title: 'Is in that jurisdiction' },
    },
    applies: {
      not: { fact: 'demandedJurisdiction', is: 'equal', value: null },
    },
    appliesTo: 'Buckets whose data class demands a jurisdiction.',
    rule: { fact: 'isThere', is: 'equal', value: true },
  }),
};
