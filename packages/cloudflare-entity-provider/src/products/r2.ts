import { JsonObject } from '@backstage/types';
import {
  CfMetrics,
  CfR2Bucket,
  CfR2BucketId,
  CfR2Lifecycle,
  latestFigures,
  R2_JURISDICTIONS,
} from '@cloudflare-backstage/cloudflare-client';
import {
  isR2Retention,
  normalizeR2Rule,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

const DEFAULT_JURISDICTION = 'default';

const transition = z.object({
  condition: z.object({
    type: z.string(),
    maxAge: z.number().optional(),
    date: z.string().optional(),
  }),
});

const lifecycle = z.object({
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
}) satisfies z.ZodType<CfR2Lifecycle>;

/** R2: a Resource per bucket and jurisdiction, with its lifecycle rules. */
export const r2Ingestion: ResourceIngestion<CfR2Bucket, CfR2Lifecycle> = {
  kind: kindOfProduct(products.r2),
  version: 1,
  entityTags: ['r2'],
  taggedAs: 'r2_bucket',
  bindingTargets: {
    r2_bucket: ({ targetName, targetScope }) => ({
      name:
        targetName &&
        qualifiedName({
          name: targetName,
          jurisdiction: targetScope ?? DEFAULT_JURISDICTION,
        }),
    }),
    // A queue does not tell in which jurisdiction the bucket is.
    r2_event_notification: ({ targetName }) => ({
      name:
        targetName &&
        R2_JURISDICTIONS.map(jurisdiction =>
          qualifiedName({ name: targetName, jurisdiction }),
        ),
    }),
  },
  // Whatever speaks S3 is outside of the account.
  usedFromOutside: true,
  list: (client, options, known) =>
    client.r2.list({
      ...options,
      jurisdictionsInUse: known.map(jurisdictionOf),
    }),
  describe: bucket => ({
    // Cloudflare has no id for buckets.
    id: qualifiedName(bucket),
    qualifiedName: qualifiedName(bucket),
    title: qualifiedName(bucket),
    tags: [],
    // Only tells a bucket that was made anew: rules change without a trace, and
    // are read again in the bucket's slot.
    changeToken: bucket.createdAt,
    lastChange: bucket.createdAt,
  }),
  detail: {
    schema: lifecycle,
    read: (client, bucket, _previous, options) =>
      client.r2.lifecycle(bucket, options),
  },
  toEntity: (bucket, known) => ({
    description: describe(bucket),
    jurisdiction:
      bucket.jurisdiction === DEFAULT_JURISDICTION
        ? undefined
        : bucket.jurisdiction,
    ...lifecycleProjection(bucket, known),
  }),
  measure: (_buckets, { r2 }: CfMetrics) => {
    const storage = r2?.storage;
    if (!storage?.complete) {
      return undefined;
    }
    const latest = latestFigures(storage.rows, {
      resource: row => row.bucket,
      time: row => row.hour,
      figure: row => row,
    });
    return new Map(
      [...latest].map(
        ([name, { objectCount, payloadBytes }]): [string, JsonObject] => [
          // `eu_bucket`: no name of a bucket has an underscore.
          name.replace('_', ':'),
          {
            ...(objectCount !== undefined && {
              objectsApprox: roundedCount(objectCount),
            }),
            ...(payloadBytes !== undefined && {
              bytesApprox: roundedCount(payloadBytes),
            }),
          },
        ],
      ),
    );
  },
};

function qualifiedName({ name, jurisdiction }: CfR2BucketId): string {
  return jurisdiction === DEFAULT_JURISDICTION
    ? name
    : `${jurisdiction}:${name}`;
}

function jurisdictionOf(qualifiedBucketName: string): string {
  const colon = qualifiedBucketName.indexOf(':');
  return colon < 0 ? DEFAULT_JURISDICTION : qualifiedBucketName.slice(0, colon);
}

function describe({ jurisdiction }: CfR2Bucket): string {
  return jurisdiction === DEFAULT_JURISDICTION
    ? 'Cloudflare R2 bucket.'
    : 'Cloudflare R2 bucket that keeps its data in one jurisdiction.';
}

/** The rules about objects, told where one limits how long these are kept. */
function lifecycleProjection(
  bucket: CfR2Bucket,
  known: CfR2Lifecycle | undefined,
) {
  const rules = known?.rules
    .map(normalizeR2Rule)
    .filter(rule => rule.expiration || rule.transitions.length > 0);
  const retention = rules?.some(isR2Retention);
  return {
    tags: retention ? ['retention'] : [],
    parameters: {
      bucketName: bucket.name,
      location: bucket.location,
      storageClass: bucket.storageClass,
      createdAt: bucket.createdAt,
      // Absent: not read yet.
      retention,
      ...(retention && { lifecycle: { rules } }),
    } as JsonObject,
  };
}
