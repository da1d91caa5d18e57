import {
  CfR2Bucket,
  CfR2BucketId,
  CfR2Domain,
  CfR2Storage,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import {
  isR2Retention,
  normalizeR2Rule,
  products,
  R2Bucket,
  R2Lifecycle,
  R2PublicAccess,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { metricsProblems } from '../metrics/AccountMetrics';
import { windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { r2History } from './r2/r2History';

const product = products.r2;
const DEFAULT_JURISDICTION = 'default';

const r2Bucket = z.object({
  qualifiedName: z.string(),
  name: z.string(),
  jurisdiction: z.string(),
  createdAt: z.string().optional(),
  location: z.string().optional(),
  storageClass: z.string().optional(),
  storage: z
    .object({
      objectCount: z.number().optional(),
      payloadBytes: z.number().optional(),
      metadataBytes: z.number().optional(),
      measuredAt: z.string(),
    })
    .optional(),
}) satisfies z.ZodType<R2Bucket>;

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

const r2Lifecycle = z.object({
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

/** R2: buckets, what becomes of their objects, and who can reach them. */
export const r2Backend: ProductBackend = {
  routes: r2Routes,
  tokenPermissionChecks: {
    'Workers R2 Storage Read': (client, options) => client.r2.list(options),
  },
};

function r2Routes({ metrics }: ProductDependencies) {
  const buckets = new ResourceDirectory<CfR2Bucket>({
    product,
    list: ({ client }) => client.r2.list(),
    qualifiedName,
    aliases: ({ name, jurisdiction }) =>
      jurisdiction === DEFAULT_JURISDICTION
        ? [`${DEFAULT_JURISDICTION}:${name}`]
        : [name],
  });

  return [
    route({
      method: 'get',
      path: '/v1/r2/buckets',
      summary: 'R2 buckets of every jurisdiction, by qualified name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(r2Bucket),
      cacheTtl: 60,
      async handler({ account, query }) {
        const [page, { value: reading, problem }] = await Promise.all([
          buckets.page(account, query),
          outcomeOf(metrics.read(account, {})),
        ]);
        const storage = reading?.metrics.r2.storage;
        const latest = latestOf(storage?.rows ?? []);
        return {
          data: page.items.map(bucket => toR2Bucket(bucket, latest)),
          problems: [
            ...page.problems,
            ...(problem ? [problem] : []),
            ...(reading && storage ? metricsProblems(reading, storage) : []),
          ],
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/r2/:bucket/lifecycle',
      summary:
        'Lifecycle and lock rules of an R2 bucket, and where it is public',
      access: product.permission,
      scope: 'account',
      params: z.object({ bucket: resourceName }),
      response: r2Lifecycle,
      cacheTtl: 60,
      async handler({ account, params, signal }) {
        const { r2 } = account.client;
        const bucket = await buckets.find(account, params.bucket);
        const [{ rules }, locks, managed, custom] = await Promise.all([
          r2.lifecycle(bucket, { signal }),
          outcomeOf(r2.locks(bucket, { signal })),
          outcomeOf(r2.managedDomain(bucket, { signal })),
          outcomeOf(r2.customDomains(bucket, { signal })),
        ]);
        const normalized = rules.map(normalizeR2Rule);
        return {
          data: {
            bucket: qualifiedName(bucket),
            jurisdiction: bucket.jurisdiction,
            rules,
            normalized,
            retention: normalized.some(isR2Retention),
            locks: locks.value,
            publicAccess: publicAccessOf(managed.value, custom.value),
          },
          problems: [locks, managed, custom].flatMap(
            ({ problem }) => problem ?? [],
          ),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/r2/:bucket/metrics',
      summary: 'Operations on an R2 bucket and what it holds, by hours',
      access: product.permission,
      scope: 'account',
      params: z.object({ bucket: resourceName }),
      query: z.object(windowFields),
      response: metricSeries,
      cacheTtl: 60,
      async handler({ account, params, query }) {
        const bucket = await buckets.find(account, params.bucket);
        const reading = await metrics.read(account, query);
        const nodes = reading.metrics.r2;
        return {
          data: toSeries(reading.window, r2History(nodes, metricsName(bucket))),
          problems: metricsProblems(reading, ...Object.values(nodes)),
        };
      },
    }),
  ];
}

function qualifiedName({ name, jurisdiction }: CfR2BucketId): string {
  return jurisdiction === DEFAULT_JURISDICTION
    ? name
    : `${jurisdiction}:${name}`;
}

/** As the analytics call a bucket. */
function metricsName({ name, jurisdiction }: CfR2BucketId): string {
  return jurisdiction === DEFAULT_JURISDICTION
    ? name
    : `${jurisdiction}_${name}`;
}

/** The last measurement that Cloudflare tells, by bucket. */
function latestOf(rows: readonly CfR2Storage[]): Map<string, CfR2Storage> {
  return latestFigures(rows, {
    resource: row => row.bucket,
    time: row => row.hour,
    figure: row => row,
  });
}

function toR2Bucket(
  bucket: CfR2Bucket,
  latest: ReadonlyMap<string, CfR2Storage>,
): R2Bucket {
  const storage = latest.get(metricsName(bucket));
  return {
    ...bucket,
    qualifiedName: qualifiedName(bucket),
    storage: storage && { ...storage, measuredAt: storage.hour },
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
