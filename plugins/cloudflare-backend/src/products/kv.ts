import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  CfKvNamespace,
  CfKvStorage,
  CloudflareClient,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import {
  KvKey,
  KvNamespace,
  KvSample,
  KvSampledKey,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { metricsProblems } from '../metrics/AccountMetrics';
import { windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { outcomeOf } from '../reading/outcomeOf';
import { readSlice } from '../reading/readSlice';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { sensitiveKey, storedValue } from '../redaction/marks';
import { readWhole } from '../redaction/readRedactionRules';
import {
  cursorField,
  limitField,
  listFields,
  resourceName,
} from '../routing/fields';
import { route } from '../routing/route';
import { kvHistory } from './kv/kvHistory';
import { AllowedPaths, parseAllowedPaths } from './kv/maskedValue';
import { toSampledKey } from './kv/toSampledKey';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.kv;
const MOST_SAMPLED = 50;
/** Samples a minute that one caller may ask for: each reads stored values. */
const SAMPLES_PER_MINUTE = 60;
/** Pages in a row that may be empty although more follow. */
const MOST_EMPTY_PAGES = 5;
const ALLOWED_PATHS = 'cloudflare.redaction.kv.allowedPaths';

const kvNamespace = z.object({
  id: z.string(),
  title: z.string(),
  jurisdiction: z.string().optional(),
  storage: z
    .object({
      keysApprox: z.number().optional(),
      bytesApprox: z.number().optional(),
      countedOn: z.string(),
    })
    .optional(),
}) satisfies z.ZodType<KvNamespace>;

const kvKey = z.object({
  name: sensitiveKey(z.string()),
  expiresAt: z.string().optional(),
  hasMetadata: z.boolean(),
}) satisfies z.ZodType<KvKey>;

const kvSample = z.object({
  keys: z.array(
    kvKey.extend({
      kind: z.enum(['json', 'text', 'large', 'binary', 'gone', 'unknown']),
      size: z.number().optional(),
      hash: z.string().optional(),
      value: storedValue(z.string()).optional(),
    }) satisfies z.ZodType<KvSampledKey>,
  ),
  withExpiry: z.number(),
  more: z.boolean(),
}) satisfies z.ZodType<KvSample>;

/** KV: namespaces, and their keys as far as they may be seen. */
export const kvBackend: ProductBackend = {
  routes: kvRoutes,
  tokenPermissionChecks: {
    'Workers KV Storage Read': (client, options) => client.kv.list(options),
  },
};

function kvRoutes({ config, metrics }: ProductDependencies) {
  const allowed = readAllowedPaths(config);
  const mostSampled = readWhole(config, 'kv.sampleSize', {
    least: 1,
    most: MOST_SAMPLED,
  });
  const namespaces = new ResourceDirectory<CfKvNamespace>({
    product,
    list: ({ client }) => client.kv.list(),
    qualifiedName: namespace => namespace.title,
    nativeId: namespace => namespace.id,
  });

  return [
    route({
      method: 'get',
      path: '/v1/kv/namespaces',
      summary: 'KV namespaces with an approximate number of keys, by title',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(kvNamespace),
      cacheTtl: 60,
      async handler({ account, query }) {
        const [page, { nodes, problems }] = await Promise.all([
          namespaces.page(account, query),
          metrics.readOptional(account, {}, ({ kv }) => ({
            storage: kv.storage,
          })),
        ]);
        const latest = latestOf(nodes?.storage.rows ?? []);
        return {
          data: page.items.map(namespace => toKvNamespace(namespace, latest)),
          problems: [...page.problems, ...problems],
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/kv/:namespace/keys',
      summary: 'Keys of a KV namespace, a page at a time, without their values',
      access: product.permission,
      scope: 'account',
      params: z.object({ namespace: resourceName }),
      query: z.object({
        cursor: cursorField,
        limit: limitField(100, 1000),
      }),
      response: z.array(kvKey),
      cacheTtl: 30,
      async handler({ account, params, query, signal }) {
        const slice = await namespaces.read(
          account,
          params.namespace,
          ({ id }) =>
            readSlice(
              cursor => account.client.kv.keys(id, { cursor, signal }),
              query,
            ),
        );
        return { data: slice.items, nextCursor: slice.nextCursor };
      },
    }),
    route({
      method: 'get',
      path: '/v1/kv/:namespace/sample',
      summary: 'Some keys of a KV namespace and what their values are, masked',
      access: product.permission,
      scope: 'account',
      params: z.object({ namespace: resourceName }),
      query: z.object({ limit: limitField(mostSampled, mostSampled) }),
      perMinute: SAMPLES_PER_MINUTE,
      response: kvSample,
      cacheTtl: 60,
      async handler({ account, params, query, pseudonyms, signal }) {
        const { client } = account;
        const { id, page } = await namespaces.read(
          account,
          params.namespace,
          async namespace => ({
            id: namespace.id,
            page: await firstKeys(client, namespace.id, query.limit, signal),
          }),
        );
        const keys = page.items.slice(0, query.limit);
        const { value: values, problem } = await outcomeOf(
          client.kv.values(
            id,
            keys.map(({ name }) => name),
            { signal },
          ),
        );
        return {
          data: {
            keys: keys.map((key, index) =>
              toSampledKey(key, values?.[index], allowed, pseudonyms),
            ),
            withExpiry: keys.filter(({ expiresAt }) => expiresAt).length,
            more:
              page.nextCursor !== undefined || page.items.length > keys.length,
          },
          problems: problem && [problem],
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/kv/:namespace/metrics',
      summary: 'Operations on a KV namespace, by hours',
      access: product.permission,
      scope: 'account',
      params: z.object({ namespace: resourceName }),
      query: z.object(windowFields),
      response: metricSeries,
      cacheTtl: 60,
      async handler({ account, params, query }) {
        const { id } = await namespaces.find(account, params.namespace);
        const reading = await metrics.read(account, query);
        const nodes = reading.metrics.kv;
        return {
          data: toSeries(reading.window, kvHistory(nodes, id)),
          problems: metricsProblems(reading, nodes.operations),
        };
      },
    }),
  ];
}

function readAllowedPaths(config: Config): AllowedPaths {
  const paths = config.getOptionalStringArray(ALLOWED_PATHS) ?? [];
  try {
    return parseAllowedPaths(paths);
  } catch (error) {
    throw new InputError(
      `Invalid configuration at '${ALLOWED_PATHS}': ${
        (error as Error).message
      }`,
    );
  }
}

/** The first page that holds a key; one filtered by Cloudflare can be empty. */
async function firstKeys(
  client: CloudflareClient,
  id: string,
  limit: number,
  signal: AbortSignal,
) {
  let page = await client.kv.keys(id, { limit, signal });
  for (
    let empty = 1;
    page.items.length === 0 && page.nextCursor && empty < MOST_EMPTY_PAGES;
    empty++
  ) {
    page = await client.kv.keys(id, {
      limit,
      signal,
      cursor: page.nextCursor,
    });
  }
  return page;
}

/** The count of the last day that Cloudflare tells, by namespace. */
function latestOf(rows: readonly CfKvStorage[]): Map<string, CfKvStorage> {
  return latestFigures(rows, {
    resource: row => row.namespaceId,
    time: row => row.date,
    figure: row => row,
  });
}

function toKvNamespace(
  namespace: CfKvNamespace,
  latest: ReadonlyMap<string, CfKvStorage>,
): KvNamespace {
  const storage = latest.get(namespace.id);
  return {
    ...namespace,
    storage: storage && {
      keysApprox: storage.keyCount,
      bytesApprox: storage.bytes,
      countedOn: storage.date,
    },
  };
}
