import {
  CfVectorizeIndex,
  CfVectorizeMetrics,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import {
  MetricSeriesItem,
  products,
  VectorizeIndex,
  VectorizeStats,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import {
  metricSeries,
  mostOf,
  seriesOf,
  sumOf,
  toSeries,
} from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { personal } from '../redaction/marks';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.vectorize;

const indexSchema = z.object({
  name: z.string(),
  description: personal(z.string(), 'text').optional(),
  dimensions: z.number().optional(),
  metric: z.string().optional(),
  preset: z.string().optional(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
}) satisfies z.ZodType<VectorizeIndex>;

const statsSchema = indexSchema.extend({
  vectors: z.number().optional(),
  processedUpTo: z.string().nullable().optional(),
  metadataIndexes: z
    .array(z.object({ property: z.string(), type: z.string().optional() }))
    .optional(),
  activity: metricSeries.optional(),
}) satisfies z.ZodType<VectorizeStats>;

/** Vectorize. Vectors are never read. */
export const vectorizeBackend: ProductBackend = {
  routes: vectorizeRoutes,
  tokenPermissionChecks: {
    'Vectorize Read': (client, options) => client.vectorize.list(options),
  },
};

function vectorizeRoutes({ metrics }: ProductDependencies) {
  const indexes = new ResourceDirectory<CfVectorizeIndex>({
    product,
    list: ({ client }) => client.vectorize.list(),
    qualifiedName: index => index.name,
  });

  return [
    route({
      method: 'get',
      path: '/v1/vectorize/indexes',
      summary: 'Vectorize indexes, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(indexSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await indexes.page(account, query);
        return {
          data: page.items,
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/vectorize/:index/stats',
      summary:
        'How much is in a Vectorize index, how fresh it is, its last day',
      access: product.permission,
      scope: 'account',
      params: z.object({ index: resourceName }),
      response: statsSchema,
      cacheTtl: 60,
      async handler({ account, params, signal }) {
        const index = await indexes.find(account, params.index);
        const { client } = account;
        const [content, filters, history, problems] = await Promise.all([
          outcomeOf(client.vectorize.info(index.name, { signal })),
          outcomeOf(client.vectorize.metadataIndexes(index.name, { signal })),
          metrics.readOptional(account, {}, ({ vectorize }) => vectorize),
          indexes.problems(account),
        ]);
        if (content.problem?.kind === 'not-found') {
          throw new CloudflareApiError(content.problem);
        }
        const info = content.value;
        const failed = [content.problem, filters.problem];
        return {
          data: {
            ...index,
            dimensions: info?.dimensions ?? index.dimensions,
            vectors: info?.vectorCount,
            processedUpTo: info?.processedUpTo,
            // Some would look like all.
            metadataIndexes: filters.value?.complete
              ? filters.value.items
              : undefined,
            activity:
              history.nodes &&
              toSeries(history.window, activityOf(history.nodes, index.name)),
          },
          problems: [
            ...problems,
            ...failed.filter(problem => problem !== undefined),
            ...(filters.value?.problems ?? []),
            ...history.problems,
          ],
        };
      },
    }),
  ];
}

function activityOf(
  { storage, writes, queries }: CfVectorizeMetrics,
  name: string,
): MetricSeriesItem[] {
  const own = (row: { index: string }) => row.index === name;
  return [
    ...seriesOf(storage.rows.filter(own), [
      { id: 'vectors', unit: 'count', of: mostOf(row => row.vectorCount) },
    ]),
    ...seriesOf(writes.rows.filter(own), [
      {
        id: 'addedVectors',
        unit: 'count',
        of: sumOf(row => row.addedVectorCount),
      },
      {
        id: 'deletedVectors',
        unit: 'count',
        of: sumOf(row => row.deletedVectorCount),
      },
    ]),
    ...seriesOf(queries.rows.filter(own), [
      { id: 'queries', unit: 'count', of: sumOf(row => row.queries) },
    ]),
  ];
}
