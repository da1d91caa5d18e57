/**
 * What an R2 bucket holds, as Cloudflare's analytics tell it.
 *
 * @public
 */
export interface R2Storage {
  objectCount?: number;
  /** Of the objects. */
  payloadBytes?: number;
  /** Of the objects' metadata. */
  metadataBytes?: number;
  /** When the hour of the measurement began, RFC 3339. */
  measuredAt: string;
}

/**
 * An R2 bucket.
 *
 * @public
 */
export interface R2Bucket {
  /** `jurisdiction:bucket` outside of the default jurisdiction. */
  qualifiedName: string;
  name: string;
  /** `default`, `eu`, … */
  jurisdiction: string;
  createdAt?: string;
  /** Such as `WEUR`. */
  location?: string;
  /** Of new objects: `Standard` or `InfrequentAccess`. */
  storageClass?: string;
  /** Absent when Cloudflare has measured nothing, or `meta.problems` says why. */
  storage?: R2Storage;
}

/**
 * When a rule of Cloudflare's acts.
 *
 * @public
 */
export interface R2Condition {
  /** `Age` or `Date`. */
  type: string;
  /** In seconds. */
  maxAge?: number;
  date?: string;
}

/**
 * A lifecycle rule in Cloudflare's own terms.
 *
 * @public
 */
export interface R2LifecycleRule {
  id: string;
  enabled: boolean;
  conditions: { prefix?: string };
  deleteObjectsTransition?: { condition: R2Condition };
  storageClassTransitions?: {
    condition: R2Condition;
    storageClass: string;
  }[];
  abortMultipartUploadsTransition?: { condition: R2Condition };
}

/**
 * Age at which, or day on which, something happens to an object; one of the
 * three. Nothing is set where Cloudflare tells a condition of another kind.
 *
 * @public
 */
export interface R2Due {
  days?: number;
  /** Where they are no whole number of days. */
  seconds?: number;
  date?: string;
}

/**
 * A lifecycle rule in the terms that other object stores use.
 *
 * @public
 */
export interface R2NormalizedRule {
  id: string;
  status: 'Enabled' | 'Disabled';
  /** Empty: the whole bucket. */
  filter: { prefix: string };
  transitions: (R2Due & { storageClass: string })[];
  /** When objects are deleted. */
  expiration?: R2Due;
  /** When uploads that were not finished are given up. */
  abortIncompleteMultipartUpload?: R2Due;
}

/**
 * A rule that keeps objects from being deleted or overwritten.
 *
 * @public
 */
export interface R2LockRule {
  id: string;
  enabled: boolean;
  prefix?: string;
  condition: { type: string; maxAgeSeconds?: number; date?: string };
}

/**
 * Where everyone can read a bucket.
 *
 * @public
 */
export interface R2PublicAccess {
  /** `unknown`: what could be read is private, and not all could be read. */
  state: 'public' | 'private' | 'unknown';
  /** The hostname below `r2.dev`; absent when it could not be read. */
  managedDomain?: { domain: string; enabled: boolean };
  /** Absent when they could not be read. */
  customDomains?: { domain: string; enabled: boolean }[];
}

/**
 * What becomes of the objects of a bucket, and who can reach them.
 *
 * @public
 */
export interface R2Lifecycle {
  /** `jurisdiction:bucket` outside of the default jurisdiction. */
  bucket: string;
  jurisdiction: string;
  /** As Cloudflare has them. */
  rules: R2LifecycleRule[];
  normalized: R2NormalizedRule[];
  /** Whether an enabled rule deletes objects. */
  retention: boolean;
  /** Absent when they could not be read. */
  locks?: R2LockRule[];
  publicAccess: R2PublicAccess;
}
