import type { Listing, ReadOptions } from '../reading';

/**
 * Where an R2 bucket can be; `default` for those that are in no jurisdiction.
 *
 * @public
 */
export const R2_JURISDICTIONS = [
  'default',
  'eu',
  'us',
  'fedramp',
  'fedramp-high',
] as const;

/**
 * What tells R2 buckets apart: the same name can be in several jurisdictions.
 *
 * @public
 */
export interface CfR2BucketId {
  name: string;
  /** One of {@link R2_JURISDICTIONS}. */
  jurisdiction: string;
}

/**
 * An R2 bucket. Cloudflare tells neither its size nor when it last changed.
 *
 * @public
 */
export interface CfR2Bucket extends CfR2BucketId {
  createdAt?: string;
  /** Upper case, such as `WEUR` or `ENAM`. */
  location?: string;
  /** Of new objects: `Standard` or `InfrequentAccess`. */
  storageClass?: string;
}

/**
 * When a lifecycle rule acts.
 *
 * @public
 */
export interface CfR2Condition {
  /** `Age` or `Date`. */
  type: string;
  /** In seconds; of an `Age`. */
  maxAge?: number;
  /** RFC 3339; of a `Date`. */
  date?: string;
}

/**
 * A lifecycle rule in Cloudflare's own terms. One without `prefix` is about
 * the whole bucket.
 *
 * @public
 */
export interface CfR2LifecycleRule {
  id: string;
  enabled: boolean;
  conditions: { prefix?: string };
  deleteObjectsTransition?: { condition: CfR2Condition };
  storageClassTransitions?: {
    condition: CfR2Condition;
    storageClass: string;
  }[];
  /** Every new bucket has a rule of its own for this. */
  abortMultipartUploadsTransition?: { condition: CfR2Condition };
}

/**
 * The lifecycle rules of a bucket.
 *
 * @public
 */
export interface CfR2Lifecycle {
  rules: CfR2LifecycleRule[];
}

/**
 * A rule that keeps objects from being deleted or overwritten.
 *
 * @public
 */
export interface CfR2LockRule {
  id: string;
  enabled: boolean;
  prefix?: string;
  condition: {
    /** `Age`, `Date` or `Indefinite`. */
    type: string;
    maxAgeSeconds?: number;
    /** RFC 3339. */
    date?: string;
  };
}

/**
 * A hostname at which a bucket can be public.
 *
 * @public
 */
export interface CfR2Domain {
  domain: string;
  /** Whether everyone can read the bucket there. */
  enabled: boolean;
}

/**
 * Reads R2. It never reads an object.
 *
 * @public
 */
export interface R2Area {
  /** Of all jurisdictions; one that the account does not have holds nothing. */
  list(
    options?: ReadOptions & {
      /** Jurisdictions that are known to hold buckets. */
      jurisdictionsInUse?: readonly string[];
    },
  ): Promise<Listing<CfR2Bucket>>;
  lifecycle(
    bucket: CfR2BucketId,
    options?: ReadOptions,
  ): Promise<CfR2Lifecycle>;
  locks(bucket: CfR2BucketId, options?: ReadOptions): Promise<CfR2LockRule[]>;
  /** The bucket's hostname below `r2.dev`. */
  managedDomain(
    bucket: CfR2BucketId,
    options?: ReadOptions,
  ): Promise<CfR2Domain>;
  customDomains(
    bucket: CfR2BucketId,
    options?: ReadOptions,
  ): Promise<CfR2Domain[]>;
}
