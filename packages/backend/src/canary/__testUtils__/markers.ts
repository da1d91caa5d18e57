import {
  restrictedMarkers,
  secretMarkers,
} from '@cloudflare-backstage/cloudflare-simulator';
import { generateKeyPairSync } from 'node:crypto';

/** The groups of the permission policy. */
export const groups = [
  'security',
  'platform',
  'engineering',
  'readers',
] as const;

/** Who calls the API. */
export const callers = ['service', ...groups, 'anonymous'] as const;

export type CallerName = (typeof callers)[number];

/** Where something that came out of the backend was found. */
export type Place =
  | CallerName
  | 'audit log'
  | 'cache'
  | 'logs'
  | 'notifications'
  | `database of ${string}`;

/** Secrets that the backend is configured with. */
export const configured = {
  apiToken: 'canary-api-token-of-the-account-4f6a1c',
  buildsToken: 'canary-builds-token-of-a-user-9d2e7b',
  pseudonymKey: 'canary-pseudonym-key-that-is-long-enough',
  signingKey: generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey,
};

/** What an answer of Cloudflare that tells of an error has in it. */
export const errorMarkers = {
  errorBody: 'canary-error-body-5d1f',
  errorHeader: 'canary-error-header-8a3c',
  redirect: 'canary-redirect-2e9b',
};

/** What is added to the simulated account, beside what is seeded. */
export const added = {
  application: 'canary-application-52b8',
  author: 'canary-author-b81d',
  ipV6: '2001:db8:ca4a:17::d5',
  kvKey: 'canary-customer-63e0',
  /** In what CI hands in; that takes no addresses. */
  submitter: 'canary-submitter-c4e9',
  taggedPerson: 'canary-tagged-07af',
};

const {
  hyperdriveHost,
  secretName,
  analyticsBlob,
  analyticsIndex,
  ...personal
} = restrictedMarkers;

const { signingKey, ...tokens } = configured;

/** All markers, by who may see them. */
export const markers = {
  secret: {
    ...secretMarkers,
    ...tokens,
    ...errorMarkers,
    submitter: added.submitter,
    signingKey: signingKey.split('\n')[1],
  },
  sensitive: {
    hyperdriveHost,
    secretName,
    analyticsBlob,
    analyticsIndex,
    kvKey: added.kvKey,
  },
  personal: { ...personal, author: added.author, ipV6: added.ipV6 },
  hidden: { application: added.application },
  tag: { taggedPerson: added.taggedPerson },
} satisfies Record<string, Record<string, string>>;

export type MarkerClass = keyof typeof markers;

/** Who may see what, and where it may be kept. Everything else is a leak. */
export const allowed: Record<MarkerClass, readonly Place[]> = {
  secret: [],
  // What is cached is what was answered, and found by those alone who may see
  // as much.
  sensitive: ['security', 'platform', 'cache'],
  personal: ['security', 'cache'],
  // Of a product that the others may not know of at all.
  hidden: [
    'security',
    'platform',
    'service',
    'cache',
    'database of cloudflare',
    'database of catalog',
  ],
  // A tag is remembered as it is, and kept out of entities and answers.
  tag: ['database of catalog'],
};
