import {
  CfR2Bucket,
  CfR2Domain,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  isR2Retention,
  normalizeR2Rule,
  R2Lifecycle,
  R2PublicAccess,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { outcomeOf } from '../../reading/outcomeOf';
import { r2QualifiedName } from './buckets';

const transition = z.object({
  condition: z.object({
    type: z.string(),
    maxAge: z.number().optional(),
    date: z.string().optional(),
  }),
});

const due = z.object({
  days: z.number().optional(),
  seconds: z.number().optional(),
  date: z.string().optional(),
});

const domain = z.object({ domain: z.string(), enabled: z.boolean() });

/** How a bucket keeps and shows its objects. */
export const r2Lifecycle = z.object({
  bucket: z.string(),
  jurisdiction: z.string(),
  rules: z.array(
    z.object({
      id: z.string(),
      enabled: z.boolean(),
      conditions: z.object({ prefix: z.string().optional() }),
      deleteObjectsTransition: transition.optional(),
      storageClassTransitions: z
        .array(transition.extend({ storageClass: z.string() }))
        .optional(),
      abortMultipartUploadsTransition: transition.optional(),
    }),
  ),
  normalized: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['Enabled', 'Disabled']),
      filter: z.object({ prefix: z.string() }),
      transitions: z.array(due.extend({ storageClass: z.string() })),
      expiration: due.optional(),
      abortIncompleteMultipartUpload: due.optional(),
    }),
  ),
  retention: z.boolean(),
  locks: z
    .array(
      z.object({
        id: z.string(),
        enabled: z.boolean(),
        prefix: z.string().optional(),
        condition: z.object({
          type: z.string(),
          maxAgeSeconds: z.number().optional(),
          date: z.string().optional(),
        }),
      }),
    )
    .optional(),
  publicAccess: z.object({
    state: z.enum(['public', 'private', 'unknown']),
    managedDomain: domain.optional(),
    customDomains: z.array(domain).optional(),
  }),
}) satisfies z.ZodType<R2Lifecycle>;

/**
 * Reads how a bucket keeps and shows its objects.
 *
 * @throws CloudflareApiError when the lifecycle rules cannot be read
 */
export async function readLifecycle(
  { r2 }: CloudflareClient,
  bucket: CfR2Bucket,
  options: ReadOptions,
): Promise<{
  lifecycle: R2Lifecycle;
  /** What else could not be read. */
  unread: { what: string; problem: CloudflareProblem }[];
}> {
  const [{ rules }, locks, managed, custom] = await Promise.all([
    r2.lifecycle(bucket, options),
    outcomeOf(r2.locks(bucket, options)),
    outcomeOf(r2.managedDomain(bucket, options)),
    outcomeOf(r2.customDomains(bucket, options)),
  ]);
  const normalized = rules.map(normalizeR2Rule);
  const outcomes = {
    'lock rules': locks,
    'managed domain': managed,
    'custom domains': custom,
  };
  return {
    lifecycle: {
      bucket: r2QualifiedName(bucket),
      jurisdiction: bucket.jurisdiction,
      rules,
      normalized,
      retention: normalized.some(isR2Retention),
      locks: locks.value,
      publicAccess: publicAccessOf(managed.value, custom.value),
    },
    unread: Object.entries(outcomes).flatMap(([what, { problem }]) =>
      problem ? [{ what, problem }] : [],
    ),
  };
}

/** Private only when everything that could make it public was read. */
function publicAccessOf(
  managedDomain: CfR2Domain | undefined,
  customDomains: CfR2Domain[] | undefined,
): R2PublicAccess {
  const isPublic = [managedDomain, ...(customDomains ?? [])].some(
    place => place?.enabled,
  );
  const isKnown = managedDomain !== undefined && customDomains !== undefined;
  const ifNot = isKnown ? 'private' : 'unknown';
  return { state: isPublic ? 'public' : ifNot, managedDomain, customDomains };
}
