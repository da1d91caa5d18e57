import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { CloudflareApiError, CloudflareInputError } from '../errors';
import { maybe, parseOne } from '../parsing';
import type { ReadOptions } from '../reading';
import type { Subject } from '../transport/envelope';
import { readWhole } from '../transport/listed';
import type {
  AnalyticsEngineArea,
  CfAnalyticsEngineDataset,
  CfAnalyticsEngineResult,
  CfAnalyticsEngineValue,
} from './analytics-engine.types';

const MIB = 1024 * 1024;

const DATASETS: Subject = {
  area: 'analyticsEngine',
  product: 'analyticsEngine',
  what: 'the datasets of Analytics Engine',
  permission: 'Account Analytics Read',
  wrapping: 'sql',
  // Queries of people may not use up what everything else needs, and being
  // refused for too many at once is no reason to stop all other requests.
  ownQuota: 0.25,
};
const ROWS: Subject = {
  ...DATASETS,
  what: 'rows of a dataset of Analytics Engine',
  mostBytes: 5 * MIB,
};

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const value: z.ZodType<CfAnalyticsEngineValue> = scalar.or(z.array(scalar));

const resultSchema = z
  .object({
    meta: z.array(z.object({ name: z.string(), type: z.string() })),
    // Not records: of these, zod would lose a column such as `__proto__`.
    data: z.array(
      z.custom<Record<string, unknown>>(
        row => typeof row === 'object' && row !== null && !Array.isArray(row),
      ),
    ),
    rows: maybe(z.number()),
  })
  // Rows that are cut short are not the answer to the query.
  .refine(({ data, rows }) => rows === undefined || rows === data.length)
  .transform(({ meta, data }) => ({
    columns: meta,
    rows: data.map(row =>
      meta.map(({ name }) => (Object.hasOwn(row, name) ? row[name] : null)),
    ),
  }))
  .pipe(
    z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(value)),
    }),
  ) satisfies z.ZodType<CfAnalyticsEngineResult>;

const datasetSchema = z
  .object({ dataset: z.string().min(1) })
  .transform(({ dataset }): CfAnalyticsEngineDataset => ({ name: dataset }));

/** Sends SQL; the format is always told, since the default is not certain. */
async function send(
  connection: Connection,
  subject: Subject,
  sql: string,
  options?: ReadOptions,
) {
  try {
    return await connection.read(subject, options, (sdk, sent) =>
      sdk.post(`/accounts/${connection.accountId}/analytics_engine/sql`, {
        body: `${sql}\nFORMAT JSON`,
        headers: { 'content-type': 'text/plain' },
        ...sent,
      }),
    );
  } catch (error) {
    throw explained(error);
  }
}

/** Cloudflare does not tell a missing permission from a product that is off. */
function explained(error: unknown): unknown {
  if (!(error instanceof CloudflareApiError) || error.kind !== 'forbidden') {
    return error;
  }
  const { problem, status, code, rayId } = error;
  const message = `${problem.message}; or Analytics Engine is not enabled for it, which Cloudflare answers alike`;
  return new CloudflareApiError(
    { ...problem, message },
    { status, code, rayId },
  );
}

/** Analytics Engine: which datasets hold data, and queries of them. */
export const analyticsEngineArea: AreaDefinition<AnalyticsEngineArea> = {
  requests: ['POST /accounts/{account}/analytics_engine/sql'],
  create: connection => ({
    datasets: options =>
      readWhole({
        subject: DATASETS,
        schema: datasetSchema,
        identify: dataset => dataset.name,
        within: 'data',
        read: () => send(connection, DATASETS, 'SHOW TABLES', options),
      }),
    async query(sql, options) {
      if (!sql.startsWith('SELECT ')) {
        throw new CloudflareInputError(
          'Only a SELECT may be sent to Analytics Engine',
        );
      }
      const { result } = await send(connection, ROWS, sql, options);
      return parseOne(resultSchema, result, ROWS);
    },
  }),
};
