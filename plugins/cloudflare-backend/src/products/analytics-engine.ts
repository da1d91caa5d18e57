import { InputError } from '@backstage/errors';
import {
  CfAnalyticsEngineDataset,
  CfAnalyticsEngineValue,
} from '@cloudflare-backstage/cloudflare-client';
import {
  AnalyticsDataset,
  AnalyticsQuery,
  AnalyticsQueryResult,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { outcomeOf } from '../reading/outcomeOf';
import { readSlice } from '../reading/readSlice';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf } from '../reading/SharedListing';
import { sensitive } from '../redaction/marks';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { datasetWriters } from './analytics-engine/datasetWriters';
import { gateQuery } from './analytics-engine/gate';
import { QueryRefusedError } from './analytics-engine/QueryRefusedError';
import { QueryRunner } from './analytics-engine/QueryRunner';
import { readQueryConfig } from './analytics-engine/readQueryConfig';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.analyticsEngine;
/** Queries a minute that one caller may ask, accepted or not. */
const PER_CALLER = 30;

const datasetSchema = z.object({
  name: z.string(),
  knownFrom: z.array(z.enum(['bindings', 'data'])),
  writers: z.array(
    z.object({
      product: z.enum(['workers', 'pages']),
      name: z.string(),
      entityRef: z.string(),
    }),
  ),
  queryable: z.boolean(),
}) satisfies z.ZodType<AnalyticsDataset>;

const querySchema = z.object({
  // Who may see sensitive fields decides which columns it may name.
  query: sensitive(z.string()),
}) satisfies z.ZodType<AnalyticsQuery>;

const resultSchema = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.string().nullable())),
  sql: z.string(),
  range: z.object({ from: z.string(), to: z.string().optional() }),
  limit: z.number(),
  changed: z.boolean(),
  added: z.array(z.enum(['range', 'limit'])),
}) satisfies z.ZodType<AnalyticsQueryResult>;

/** Analytics Engine: datasets, and queries that the gate lets through. */
export const analyticsEngineBackend: ProductBackend = {
  routes: analyticsEngineRoutes,
  tokenPermissionChecks: {
    'Account Analytics Read': (client, options) =>
      client.analyticsEngine.datasets(options),
  },
};

function analyticsEngineRoutes({ catalog, config }: ProductDependencies) {
  const {
    datasets: allowed,
    maxRangeMs,
    sensitiveMaxRangeMs,
    ...limits
  } = readQueryConfig(config);
  const runner = new QueryRunner();
  const datasets = new ResourceDirectory<CfAnalyticsEngineDataset>({
    product,
    list: ({ client }) => client.analyticsEngine.datasets(),
    qualifiedName: dataset => dataset.name,
  });

  return [
    route({
      method: 'get',
      path: '/v1/analytics-engine/datasets',
      summary:
        'Datasets of Analytics Engine that hold data or are bound, and who writes to them',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(datasetSchema),
      cacheTtl: 'none',
      async handler({ account, query, caller, signal }) {
        const [known, bound] = await Promise.all([
          outcomeOf(datasets.list(account)),
          outcomeOf(
            datasetWriters(catalog, account.key, caller.credentials, signal),
          ),
        ]);
        const withData = new Set(
          known.value?.listing.items.map(({ name }) => name),
        );
        const names = new Set([...withData, ...(bound.value?.keys() ?? [])]);
        const items = [...names]
          .filter(name => !query.name || name === query.name)
          .sort()
          .map((name): AnalyticsDataset => {
            const writers = bound.value?.get(name) ?? [];
            return {
              name,
              knownFrom: [
                ...(writers.length > 0 ? ['bindings' as const] : []),
                ...(withData.has(name) ? ['data' as const] : []),
              ],
              writers,
              queryable: withData.has(name) && allowed.has(name),
            };
          });
        const slice = await readSlice(async () => ({ items }), query);
        return {
          data: slice.items,
          problems: [
            ...(known.value ? problemsOf(known.value) : [known.problem]),
            ...(bound.problem ? [bound.problem] : []),
          ],
          nextCursor: slice.nextCursor,
        };
      },
    }),
    route({
      method: 'post',
      path: '/v1/analytics-engine/:dataset/query',
      summary:
        'Rows of a dataset, by one SELECT within a range of time and a number of rows',
      access: product.permission,
      scope: 'account',
      params: z.object({ dataset: resourceName }),
      body: querySchema,
      perMinute: PER_CALLER,
      tooMany: 'The dataset was queried too often',
      audit: 'analytics-engine-query',
      response: resultSchema,
      cacheTtl: 'none',
      async handler({ account, params, body, caller, audit }) {
        if (!allowed.has(params.dataset)) {
          throw new InputError(
            `The dataset '${params.dataset}' may not be queried: to allow it, name it in the configuration at cloudflare.analyticsEngine.datasets`,
          );
        }
        const { name } = await datasets.find(account, params.dataset);
        audit({ dataset: name });
        const { visibility } = caller;
        const query = gated(body.query, audit, {
          ...limits,
          maxRangeMs: visibility.sensitive ? sensitiveMaxRangeMs : maxRangeMs,
          dataset: name,
          now: new Date(),
          sensitive: visibility.sensitive,
        });
        audit({ hash: query.hash, sensitive: query.sensitive });
        const { columns, rows } = await runner.run(
          account,
          name,
          query,
          visibility,
        );
        audit({ count: rows.length });
        return {
          data: {
            columns,
            rows: rows.map(row => row.map(textOf)),
            sql: query.sql,
            range: {
              from: query.from.toISOString(),
              to: query.to?.toISOString(),
            },
            limit: query.limit,
            changed: query.changed,
            added: query.added,
          },
        };
      },
    }),
  ];
}

/** Lets a query through; of one that is refused the audit log tells why. */
function gated(
  sql: string,
  audit: (meta: { refused: string }) => void,
  options: Parameters<typeof gateQuery>[1],
) {
  try {
    return gateQuery(sql, options);
  } catch (error) {
    if (error instanceof QueryRefusedError) {
      audit({ refused: error.reason });
    }
    throw error;
  }
}

function textOf(value: CfAnalyticsEngineValue): string | null {
  if (value === null || typeof value === 'string') {
    return value;
  }
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}
