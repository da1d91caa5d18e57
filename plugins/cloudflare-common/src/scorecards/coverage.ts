import { productIds } from '../products';
import { check } from './Check';
import { Scorecard } from './Scorecard';

/** Coverage. */
export const coverageScorecard = {
  id: 'coverage',
  title: 'Coverage',
  description:
    'Whether what runs on Cloudflare is known, belongs to someone, is watched, and is evidenced.',
  checks: {
    'coverage.components': check({
      id: 'coverage.components',
      version: 1,
      title: 'Production Components are linked to what they run on',
      proves:
        'Of the Components in production, at least the expected share has a relation to a Cloudflare resource that exists in the catalog. Components marked as not on Cloudflare are left out and counted.',
      remediation:
        'Annotate the Components that fail `coverage.linked` with the resources that they use, such as `cloudflare.com/worker`, or with `cloudflare.com/not-on-cloudflare` set to `true` where they use none.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC2.1', 'CC6.1'],
      subjects: ['account'],
      facts: {
        first: { type: 'boolean', title: 'First of the configured accounts' },
        total: { type: 'integer', title: 'Components in production' },
        linked: { type: 'integer', title: 'Linked to a Cloudflare resource' },
        excluded: { type: 'integer', title: 'Marked as not on Cloudflare' },
        share: { type: 'number', title: 'Share linked', unit: 'percent' },
      },
      thresholds: {
        share: {
          title: 'Share that is expected',
          default: 95,
          least: 1,
          most: 100,
          unit: 'percent',
        },
      },
      applies: {
        all: [
          { fact: 'first', is: 'equal', value: true },
          { fact: 'total', is: 'more-than', value: 0 },
        ],
      },
      appliesTo:
        'There is no Component in production, or another account stands for all of them.',
      rule: { fact: 'share', is: 'at-least', threshold: 'share' },
    }),
    'coverage.linked': check({
      id: 'coverage.linked',
      version: 1,
      title: 'The Component is linked to what it runs on',
      proves:
        'The Component in production has a relation to a Cloudflare resource that exists in the catalog. It does not prove that it names all that it uses.',
      remediation:
        'Annotate the Component with the resources that it uses, such as `cloudflare.com/worker`, or with `cloudflare.com/not-on-cloudflare` set to `true` where it uses none.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['CC2.1', 'CC6.1'],
      subjects: ['component'],
      facts: {
        production: { type: 'boolean', title: 'In production' },
        excluded: { type: 'boolean', title: 'Marked as not on Cloudflare' },
        resources: { type: 'integer', title: 'Linked Cloudflare resources' },
      },
      applies: {
        all: [
          { fact: 'production', is: 'equal', value: true },
          { fact: 'excluded', is: 'equal', value: false },
        ],
      },
      appliesTo: 'It is not in production, or marked as not on Cloudflare.',
      rule: { fact: 'resources', is: 'more-than', value: 0 },
    }),
    'coverage.owners': check({
      id: 'coverage.owners',
      version: 1,
      title: 'The resource has an owner that exists',
      proves:
        'The owner of the resource is an entity of the catalog, so that findings reach someone. It does not prove that the owner knows of it.',
      remediation:
        'Tag the resource at Cloudflare with the team that owns it, or name the owner by a rule in `cloudflare.owners`, and see that the catalog has that group.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC6.1', 'CC4.2'],
      subjects: productIds,
      facts: {
        ownerExists: { type: 'boolean', title: 'The owner is in the catalog' },
      },
      rule: { fact: 'ownerExists', is: 'equal', value: true },
    }),
    'coverage.orphans': check({
      id: 'coverage.orphans',
      version: 1,
      title: 'The resource is in use',
      proves:
        'Something in the account is bound to the resource. Resources that are normally used from outside, such as buckets, are not asked for that.',
      remediation:
        'Find out whether anything still needs the resource. Delete it if not; if it is used in a way that no binding shows, have an exemption approved.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['CC2.1'],
      subjects: [
        'queues',
        'kv',
        'd1',
        'vectorize',
        'analyticsEngine',
        'hyperdrive',
        'workflows',
        'durableObjects',
      ],
      facts: { orphan: { type: 'boolean', title: 'Nothing uses it' } },
      rule: { fact: 'orphan', is: 'equal', value: false },
    }),
    'coverage.collectors': check({
      id: 'coverage.collectors',
      version: 1,
      title: 'Every imported product is read completely',
      proves:
        'Each product that is imported was listed in one of the last runs without anything missing, and the details of its resources were read, so that the catalog shows what there is. Products that the plan of the account does not have are left out and counted.',
      remediation:
        'Look up on the Accounts page why the products named in the findings could not be read. Mostly a permission of the token is missing; a product that nobody uses can be switched off in `cloudflare.entityProvider.import`.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC4.1', 'CC2.1'],
      subjects: ['account'],
      facts: {
        products: { type: 'integer', title: 'Products that are imported' },
        incomplete: { type: 'integer', title: 'Not read completely' },
        notEntitled: { type: 'integer', title: 'Not in the plan' },
      },
      thresholds: {
        runs: {
          title: 'Runs of which one has to be complete',
          default: 3,
          least: 1,
          most: 20,
        },
      },
      applies: { fact: 'products', is: 'more-than', value: 0 },
      appliesTo: 'No product is imported.',
      rule: { fact: 'incomplete', is: 'equal', value: 0 },
    }),
    'coverage.evidence': check({
      id: 'coverage.evidence',
      version: 1,
      title: 'Evidence is collected, and its chains hold',
      proves:
        'Of each kind of evidence there is a recent bundle about the account, and no bundle is missing from the chains. Whether the files are unchanged is told by verifying them.',
      remediation:
        'See that the schedules in `cloudflare.evidence.schedules` are on and succeed, and collect what is missing on the Evidence page. A chain with a gap was tampered with or damaged: restore it from a backup, and keep what you find out.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC4.1'],
      subjects: ['account'],
      facts: {
        kinds: { type: 'integer', title: 'Kinds of evidence' },
        missingKinds: {
          type: 'integer',
          title: 'Kinds without recent evidence',
        },
        streams: { type: 'integer', title: 'Chains' },
        brokenStreams: { type: 'integer', title: 'Chains with a gap' },
        newestAt: { type: 'time', title: 'Newest evidence', volatile: true },
      },
      thresholds: {
        days: {
          title: 'Age up to which evidence is recent',
          default: 31,
          least: 1,
          most: 366,
          unit: 'days',
        },
      },
      applies: { fact: 'kinds', is: 'more-than', value: 0 },
      appliesTo: 'No evidence is expected of the account.',
      rule: {
        all: [
          { fact: 'missingKinds', is: 'equal', value: 0 },
          { fact: 'brokenStreams', is: 'equal', value: 0 },
        ],
      },
    }),
  },
} satisfies Scorecard;
