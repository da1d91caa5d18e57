import type { AccountClock } from '../../account/AccountClock';
import { numberBelow } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import { type Bucket, bucketId, type Rule } from './Bucket';

const day = 86_400;

/** The rule that Cloudflare gives every new bucket. */
export const defaultRule: Rule = exampleBodies.r2LifecycleGet.result.rules[0];

const deleteAfter = (
  id: string,
  seconds: number,
  conditions: object = {},
): Rule => ({
  id,
  enabled: true,
  conditions,
  deleteObjectsTransition: { condition: { type: 'Age', maxAge: seconds } },
});

/** A private bucket with Cloudflare's own rule, unless told. */
export function makeBucket(
  name: string,
  clock: AccountClock,
  change: Partial<Bucket> = {},
): Bucket {
  const { jurisdiction = 'default' } = change;
  const id = bucketId(name, jurisdiction);
  return {
    id,
    name,
    jurisdiction,
    createdOn: clock.ago(24 * (40 + numberBelow(400, `r2/${id}`))),
    listing: { location: 'WEUR', storage_class: 'Standard', jurisdiction },
    lifecycle: [defaultRule],
    locks: [],
    isManagedDomainEnabled: false,
    customDomains: [],
    hourlyReads: 0,
    ...change,
  };
}

/** acme's buckets: the examples, and one for every way to keep and to expose. */
export function acmeBuckets(clock: AccountClock): Bucket[] {
  const [artifacts, logs] = clock.moved(
    exampleBodies.r2BucketsList.result.buckets,
  );
  const bucket = (name: string, change: Partial<Bucket>) =>
    makeBucket(name, clock, change);
  return [
    bucket(artifacts.name, {
      createdOn: artifacts.creation_date,
      listing: {
        location: artifacts.location,
        storage_class: artifacts.storage_class,
        jurisdiction: artifacts.jurisdiction,
      },
      tags: {
        team: 'data',
        env: 'prod',
        system: 'storefront',
        'data-class': 'regulated',
      },
      lifecycle: exampleBodies.r2LifecycleGet.result.rules,
      stored: { objects: 9120, bytes: 734_003_200 },
      hourlyReads: 5200,
    }),
    // The list tells only its name and age, and it has no rule at all.
    bucket(logs.name, {
      createdOn: logs.creation_date,
      listing: {},
      lifecycle: undefined,
      tags: { team: 'platform', env: 'prod' },
      stored: { objects: 1_204_332, bytes: 96_636_764_160 },
      hourlyReads: 40,
    }),
    // Another bucket of the same name.
    bucket('acme-logs', {
      jurisdiction: 'eu',
      tags: { team: 'security', env: 'prod', 'data-class': 'personal' },
      lifecycle: [defaultRule, deleteAfter('thirty-days', 30 * day)],
      stored: { objects: 88_210, bytes: 7_516_192_768 },
      hourlyReads: 12,
    }),
    bucket('acme-residency', {
      jurisdiction: 'eu',
      tags: { team: 'security', env: 'prod', 'data-class': 'pii' },
      // 36 hours: no whole number of days.
      lifecycle: [defaultRule, deleteAfter('uploads', 129_600)],
      stored: { objects: 310, bytes: 4_194_304 },
      hourlyReads: 8,
    }),
    bucket('acme-public-assets', {
      tags: { team: 'platform', env: 'prod', 'data-class': 'public' },
      customDomains: [
        { domain: 'assets.acme.example', enabled: true },
        { domain: 'cdn-old.acme.example', enabled: false },
      ],
      stored: { objects: 5210, bytes: 1_288_490_188 },
      hourlyReads: 64_000,
    }),
    // Meant to be private: someone switched r2.dev on to try something.
    bucket('acme-customer-uploads', {
      tags: { team: 'platform', env: 'prod', 'data-class': 'pii' },
      isManagedDomainEnabled: true,
      lifecycle: [
        defaultRule,
        { ...deleteAfter('one-year', 365 * day), enabled: false },
      ],
      stored: { objects: 44_120, bytes: 21_474_836_480 },
      hourlyReads: 900,
    }),
    bucket('acme-evidence', {
      tags: { team: 'security', env: 'prod', 'data-class': 'record' },
      listing: {
        location: 'WEUR',
        storage_class: 'InfrequentAccess',
        jurisdiction: 'default',
      },
      lifecycle: [
        defaultRule,
        {
          id: 'cold-after-thirty-days',
          enabled: true,
          conditions: {},
          storageClassTransitions: [
            {
              condition: { type: 'Age', maxAge: 30 * day },
              storageClass: 'InfrequentAccess',
            },
          ],
        },
      ],
      locks: [
        {
          id: 'seven-years',
          enabled: true,
          prefix: '',
          condition: { type: 'Age', maxAgeSeconds: 2557 * day },
        },
        {
          id: 'legal-hold',
          enabled: true,
          prefix: 'cases/',
          condition: { type: 'Indefinite' },
        },
      ],
      stored: { objects: 730, bytes: 52_428_800 },
      hourlyReads: 2,
    }),
    // Nobody uses it, and nothing is in it.
    bucket('acme-migration-tmp', {}),
  ];
}
