import {
  CfR2Bucket,
  CfR2Storage,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import {
  products,
  R2Bucket,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { evidenceExportRoute } from '../evidence/exportRoute';
import { metricsProblems } from '../metrics/AccountMetrics';
import { windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import {
  DEFAULT_R2_JURISDICTION,
  r2Directory,
  r2QualifiedName,
} from './r2/buckets';
import { r2Lifecycle, readLifecycle } from './r2/lifecycle';
import { r2History } from './r2/r2History';

const product = products.r2;

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

/** R2: buckets, what becomes of their objects, and who can reach them. */
export const r2Backend: ProductBackend = {
  routes: r2Routes,
  tokenPermissionChecks: {
    'Workers R2 Storage Read': (client, options) => client.r2.list(options),
  },
};

function r2Routes({ evidence, metrics }: ProductDependencies) {
  const buckets = r2Directory(({ client }) => client.r2.list());

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
        const [page, { nodes, problems }] = await Promise.all([
          buckets.page(account, query),
          metrics.readOptional(account, {}, ({ r2 }) => ({
            storage: r2.storage,
          })),
        ]);
        const latest = latestOf(nodes?.storage.rows ?? []);
        return {
          data: page.items.map(bucket => toR2Bucket(bucket, latest)),
          problems: [...page.problems, ...problems],
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
        const bucket = await buckets.find(account, params.bucket);
        const { lifecycle, unread } = await readLifecycle(
          account.client,
          bucket,
          { signal },
        );
        return {
          data: lifecycle,
          problems: unread.map(({ problem }) => problem),
        };
      },
    }),
    evidenceExportRoute(evidence, {
      product,
      kind: 'r2-lifecycle',
      path: '/v1/r2/:bucket/lifecycle/export',
      summary:
        'Lifecycle and lock rules of an R2 bucket, and where it is public, as evidence',
      params: z.object({ bucket: resourceName }),
      subjectOf: ({ bucket }) => ({ type: 'r2', name: bucket }),
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

/** As the analytics call a bucket. */
function metricsName({ name, jurisdiction }: CfR2Bucket): string {
  return jurisdiction === DEFAULT_R2_JURISDICTION
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
    qualifiedName: r2QualifiedName(bucket),
    storage: storage && { ...storage, measuredAt: storage.hour },
  };
}
