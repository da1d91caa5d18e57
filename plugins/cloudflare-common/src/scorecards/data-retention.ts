import { check } from './Check';
import { r2RetentionChecks } from './data-retention.r2';
import { dataClass, isRegulated, regulated } from './dataClassFacts';
import { Scorecard } from './Scorecard';

const TLS_MODES = [
  'default',
  'require',
  'required',
  'verify-ca',
  'verify-full',
  'verify-identity',
];

const components = {
  type: 'integer',
  title: 'Components that use it',
} as const;
const documented = {
  type: 'integer',
  title: 'Components that name the page',
} as const;

const REGULATED_ONLY =
  'Resources whose data class is regulated. None is guessed from a name.';

/** Data retention and storage. */
export const dataRetentionScorecard = {
  id: 'data-retention',
  title: 'Data retention and storage',
  description:
    'Whether regulated data are kept no longer, and shown no wider, than they may be, and whether it is written down what is kept.',
  checks: {
    ...r2RetentionChecks,
    'kv.ttl': check({
      id: 'kv.ttl',
      version: 1,
      title: 'Keys of regulated namespaces expire',
      proves:
        'Of a sample, which is at least the first 1,000 keys in the order of their names, nearly all have an expiration. It is a sample: other keys of a larger namespace may have none, and how long until they expire is not looked at. Fewer keys that come on several pages are not judged, since nothing tells whether some were left out.',
      remediation:
        'Write values with `expirationTtl` or `expiration`, and write those again that have none. Values that must stay for ever belong in a namespace of their own.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['C1.2'],
      subjects: ['kv'],
      facts: {
        dataClass,
        regulated,
        sampled: {
          type: 'integer',
          title: 'Keys in the sample',
          volatile: true,
        },
        withTtl: {
          type: 'integer',
          title: 'Of these, with an expiration',
          volatile: true,
        },
        withTtlPercent: {
          type: 'number',
          title: 'Share of the sample with an expiration',
          unit: 'percent',
          volatile: true,
        },
        total: {
          type: 'integer',
          title: 'Keys in all, where the sample is all',
          volatile: true,
        },
      },
      thresholds: {
        leastPercent: {
          title: 'Least share of the sample with an expiration',
          default: 99,
          least: 0,
          most: 100,
          unit: 'percent',
        },
      },
      applies: isRegulated,
      appliesTo: REGULATED_ONLY,
      rule: {
        any: [
          { fact: 'sampled', is: 'equal', value: 0 },
          {
            fact: 'withTtlPercent',
            is: 'at-least',
            threshold: 'leastPercent',
          },
        ],
      },
    }),
    'kv.policy-doc': check({
      id: 'kv.policy-doc',
      version: 1,
      title: 'The retention of regulated data is described',
      proves:
        'A Component that uses the namespace or bucket, by itself or through its Worker or Pages project, says where the retention of its data is described. Whether that page is right, or is kept to, it does not prove.',
      remediation:
        'Describe how long the data are kept, and name the page in the annotation `cloudflare.com/retention-doc` of a Component that uses the resource: a path in its TechDocs, for which it needs `backstage.io/techdocs-ref`, or an https URL.',
      severity: 'medium',
      kind: 'design',
      criteria: ['C1.1'],
      subjects: ['kv', 'r2'],
      facts: { dataClass, regulated, components, documented },
      applies: isRegulated,
      appliesTo: REGULATED_ONLY,
      rule: { fact: 'documented', is: 'at-least', value: 1 },
    }),
    'd1.documented': check({
      id: 'd1.documented',
      version: 1,
      title: 'The schema of D1 databases is described',
      proves:
        'A Component that uses the database, by itself or through its Worker or Pages project, says where its schema is described. Whether that page is right, or up to date, it does not prove.',
      remediation:
        'Describe the schema and how long its data are kept, and name the page in the annotation `cloudflare.com/schema-doc` of a Component that uses the database: a path in its TechDocs, for which it needs `backstage.io/techdocs-ref`, or an https URL.',
      severity: 'low',
      kind: 'design',
      criteria: ['C1.1'],
      subjects: ['d1'],
      facts: { components, documented },
      rule: { fact: 'documented', is: 'at-least', value: 1 },
    }),
    'hyperdrive.tls': check({
      id: 'hyperdrive.tls',
      version: 1,
      title: 'Connections to databases are encrypted',
      proves:
        'Hyperdrive reaches the database with TLS or mTLS, or through a tunnel or a private network. Where no mode is set, the default of Cloudflare holds, which is to require TLS. Only the modes `verify-ca` and `verify-full` prove whose certificate it is.',
      remediation:
        'Set the SSL mode of the configuration to `verify-full`, or at least to `require`, or connect through Cloudflare Tunnel or Workers VPC.',
      severity: 'medium',
      kind: 'design',
      criteria: ['CC6.7'],
      subjects: ['hyperdrive'],
      facts: {
        network: { type: 'string', title: 'Way to the database' },
        tlsMode: { type: 'string', title: 'TLS mode' },
        clientCertificate: {
          type: 'boolean',
          title: 'Shows a certificate of its own (mTLS)',
        },
      },
      rule: {
        any: [
          { fact: 'network', is: 'equal', value: 'access' },
          { fact: 'network', is: 'equal', value: 'vpc' },
          { fact: 'clientCertificate', is: 'equal', value: true },
          ...TLS_MODES.map(
            value => ({ fact: 'tlsMode', is: 'equal', value } as const),
          ),
        ],
      },
    }),
  },
} satisfies Scorecard;
