import {
  CfD1DailyQueries,
  CfD1Db,
  CfD1Detail,
  CfD1Queries,
  MetricRows,
} from '@cloudflare-backstage/cloudflare-client';
import {
  D1Database,
  D1Metadata,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import {
  Figure,
  metricSeries,
  seriesOf,
  sumOf,
  toSeries,
} from '../metrics/toSeries';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.d1;
/** As far back as Cloudflare's analytics of D1 reach. */
const OBSERVED_DAYS = 31;

const databaseSchema = z.object({
  uuid: z.string(),
  name: z.string(),
  createdAt: z.string().optional(),
  jurisdiction: z.string().optional(),
  storageVersion: z.string().optional(),
}) satisfies z.ZodType<D1Database>;

const metadataSchema = databaseSchema.extend({
  sizeBytes: z.number().optional(),
  tables: z.number().optional(),
  region: z.string().optional(),
  readReplication: z.string().optional(),
  lastObservedWrite: z.string().nullable().optional(),
  observedDays: z.number(),
  activity: metricSeries.optional(),
}) satisfies z.ZodType<D1Metadata>;

const figures: Figure<CfD1Queries>[] = [
  { id: 'readQueries', unit: 'count', of: sumOf(row => row.readQueries) },
  { id: 'writeQueries', unit: 'count', of: sumOf(row => row.writeQueries) },
  { id: 'rowsRead', unit: 'count', of: sumOf(row => row.rowsRead) },
  { id: 'rowsWritten', unit: 'count', of: sumOf(row => row.rowsWritten) },
];

/** D1. What is in a database is never read. */
export const d1Backend: ProductBackend = {
  routes: d1Routes,
  tokenPermissionChecks: {
    'D1 Read': (client, options) => client.d1.list(options),
  },
};

function d1Routes({ metrics }: ProductDependencies) {
  const databases = new ResourceDirectory<CfD1Db>({
    product,
    list: ({ client }) => client.d1.list(),
    qualifiedName: database => database.name,
    nativeId: database => database.id,
  });

  return [
    route({
      method: 'get',
      path: '/v1/d1/databases',
      summary: 'D1 databases, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(databaseSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await databases.page(account, query);
        return {
          data: page.items.map(toDatabase),
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/d1/:db/metadata',
      summary: 'Size, tables and place of a D1 database, and its last day',
      access: product.permission,
      scope: 'account',
      params: z.object({ db: resourceName }),
      response: metadataSchema,
      cacheTtl: 60,
      async handler({ account, params, signal }) {
        const [database, history, problems] = await databases.read(
          account,
          params.db,
          ({ id }) =>
            Promise.all([
              account.client.d1.get(id, { signal }),
              metrics.readOptional(account, {}, ({ d1 }) => ({
                queries: d1.queries,
                dailyQueries: d1.dailyQueries,
              })),
              databases.problems(account),
            ]),
        );
        const { window, nodes } = history;
        const own = nodes?.queries.rows.filter(
          row => row.databaseId === database.id,
        );
        return {
          data: {
            ...toMetadata(database),
            lastObservedWrite:
              nodes && lastObservedWrite(nodes.dailyQueries, database.id),
            activity: window && toSeries(window, seriesOf(own ?? [], figures)),
          },
          problems: [...problems, ...history.problems],
        };
      },
    }),
  ];
}

function toDatabase(database: CfD1Db): D1Database {
  return {
    uuid: database.id,
    name: database.name,
    createdAt: database.createdAt,
    jurisdiction: database.jurisdiction,
    storageVersion: database.version,
  };
}

function toMetadata(database: CfD1Detail): D1Metadata {
  return {
    ...toDatabase(database),
    sizeBytes: database.sizeBytes,
    tables: database.tables,
    region: database.region,
    readReplication: database.readReplication,
    observedDays: OBSERVED_DAYS,
  };
}

/** Undefined when a day on which something was written may be missing. */
function lastObservedWrite(
  { rows, complete }: MetricRows<CfD1DailyQueries>,
  databaseId: string,
): string | null | undefined {
  if (!complete) {
    return undefined;
  }
  const days = rows
    .filter(row => row.databaseId === databaseId && row.writeQueries > 0)
    .map(row => row.date)
    .sort();
  return days.at(-1) ?? null;
}
