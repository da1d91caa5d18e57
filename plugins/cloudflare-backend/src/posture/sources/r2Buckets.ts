import {
  CfR2Domain,
  CfR2LockRule,
} from '@cloudflare-backstage/cloudflare-client';
import {
  normalizeR2Rule,
  R2NormalizedRule,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { r2BucketId } from '../../products/r2/buckets';
import { outcomeOf } from '../../reading/outcomeOf';
import { upstreamSource } from './upstreamSource';

/** The lifecycle rules of the bucket whose qualified name is the key. */
export const bucketLifecycle = upstreamSource<R2NormalizedRule[]>(
  'lifecycle rules',
  async ({ client }, key, options) => {
    const { rules } = await client.r2.lifecycle(r2BucketId(key), options);
    return { value: rules.map(normalizeR2Rule) };
  },
);

/** The lock rules of the bucket whose qualified name is the key. */
export const bucketLocks = upstreamSource<CfR2LockRule[]>(
  'lock rules',
  async ({ client }, key, options) => ({
    value: await client.r2.locks(r2BucketId(key), options),
  }),
);

/** Where a bucket can be public. */
export interface BucketDomains {
  /** Absent: it could not be read. */
  managed?: CfR2Domain;
  /** Absent: they could not be read. */
  custom?: CfR2Domain[];
}

/** Where the bucket whose qualified name is the key can be public. */
export const bucketDomains = upstreamSource<BucketDomains>(
  'domains',
  async ({ client: { r2 } }, key, options) => {
    const bucket = r2BucketId(key);
    const [managed, custom] = await Promise.all([
      outcomeOf(r2.managedDomain(bucket, options)),
      outcomeOf(r2.customDomains(bucket, options)),
    ]);
    const problem = managed.problem ?? custom.problem;
    return {
      value: { managed: managed.value, custom: custom.value },
      ...(problem && { incomplete: problem }),
    };
  },
);
