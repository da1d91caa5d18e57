import { CfDurableObject } from '@cloudflare-backstage/cloudflare-client';
import {
  DurableObjectClass,
  DurableObjectMetrics,
  durableObjectName,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { metricsProblems } from '../metrics/AccountMetrics';
import { windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf } from '../reading/SharedListing';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import {
  durableObjectSeries,
  storageOf,
  totalsOf,
} from './durable-objects/toDurableObjectMetrics';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.durableObjects;

const classSchema = z.object({
  id: z.string(),
  qualifiedName: z.string(),
  className: z.string().optional(),
  scriptName: z.string().optional(),
  namespaceName: z.string().optional(),
  orphaned: z.boolean(),
  ambiguous: z.boolean(),
  storage: z.enum(['sqlite', 'key-value']).optional(),
}) satisfies z.ZodType<DurableObjectClass>;

const metricsSchema = metricSeries.extend({
  ...classSchema.shape,
  totals: z.object({ requests: z.number(), errors: z.number() }).optional(),
  storedBytes: z.number().nullable(),
  storedOn: z.string().optional(),
  accountKeyValueBytes: z.number().optional(),
  objectCount: z.null(),
  alarms: z.null(),
  reasons: z.object({
    objectCount: z.enum(['not-counted']),
    alarms: z.enum(['no-metric']),
    storedBytes: z.enum(['account-only', 'no-data', 'not-read']).optional(),
  }),
}) satisfies z.ZodType<DurableObjectMetrics>;

/** Durable Objects. Objects are never listed, and so never counted. */
export const durableObjectsBackend: ProductBackend = {
  routes: durableObjectsRoutes,
  tokenPermissionChecks: {
    'Workers Scripts Read': (client, options) =>
      client.durableObjects.list(options),
  },
};

function durableObjectsRoutes({ metrics }: ProductDependencies) {
  const namespaces = new ResourceDirectory<CfDurableObject>({
    product,
    list: ({ client }) => client.durableObjects.list(),
    qualifiedName: durableObjectName,
    nativeId: namespace => namespace.id,
    aliases: ({ className }) => (className ? [className] : []),
  });

  return [
    route({
      method: 'get',
      path: '/v1/durable-objects/classes',
      summary: 'Durable Object classes with their Workers, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(classSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await namespaces.page(account, query);
        return {
          data: page.items.map(namespace =>
            toClass(namespace, page.listing.items),
          ),
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/durable-objects/:class/metrics',
      summary:
        'Requests, WebSockets and storage of a Durable Object class, by hours',
      access: product.permission,
      scope: 'account',
      params: z.object({ class: resourceName }),
      query: z.object(windowFields),
      response: metricsSchema,
      cacheTtl: 60,
      async handler({ account, params, query }) {
        const namespace = await namespaces.find(account, params.class);
        const [reading, known] = await Promise.all([
          metrics.read(account, query),
          namespaces.list(account),
        ]);
        const nodes = reading.metrics.durableObjects;
        const { reason, ...storage } = storageOf(nodes, namespace);
        return {
          data: {
            ...toClass(namespace, known.listing.items),
            ...toSeries(
              reading.window,
              durableObjectSeries(nodes, namespace.id),
            ),
            totals: totalsOf(nodes, namespace.id),
            ...storage,
            objectCount: null,
            alarms: null,
            reasons: {
              objectCount: 'not-counted' as const,
              alarms: 'no-metric' as const,
              storedBytes: reason,
            },
          },
          problems: [
            ...problemsOf(known),
            ...metricsProblems(reading, ...Object.values(nodes)),
          ],
        };
      },
    }),
  ];
}

function toClass(
  namespace: CfDurableObject,
  all: readonly CfDurableObject[],
): DurableObjectClass {
  const { id, name, className, scriptName, usesSqlite } = namespace;
  return {
    id,
    qualifiedName: durableObjectName(namespace),
    className,
    scriptName,
    namespaceName: name,
    orphaned: className === undefined && scriptName === undefined,
    ambiguous:
      className !== undefined &&
      all.some(other => other.className === className && other.id !== id),
    storage: storageKind(usesSqlite),
  };
}

function storageKind(usesSqlite: boolean | undefined) {
  if (usesSqlite === undefined) {
    return undefined;
  }
  return usesSqlite ? ('sqlite' as const) : ('key-value' as const);
}
