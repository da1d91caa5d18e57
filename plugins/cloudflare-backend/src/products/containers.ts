import {
  CfContainerService,
  CfContainerUsage,
} from '@cloudflare-backstage/cloudflare-client';
import {
  ContainerService,
  ContainerStatus,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { alignedWindow, windowFields } from '../metrics/metricsWindow';
import {
  Figure,
  metricSeries,
  mostOf,
  seriesOf,
  sumOf,
  toSeries,
} from '../metrics/toSeries';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { limitField, listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { readWhole } from './containers/readWhole';
import {
  tellsImage,
  toContainerService,
} from './containers/toContainerService';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.containers;

const imageSchema = z.object({
  reference: z.string(),
  registry: z.string().optional(),
  path: z.string(),
  tag: z.string().optional(),
  digest: z.string().optional(),
});

const serviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  startedBy: z.enum(['scheduler', 'durable-objects']).optional(),
  durableObjectNamespaceId: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  version: z.number().optional(),
  images: z.array(imageSchema),
  imagesState: z.enum(['told', 'not-told', 'unknown']),
  instances: z.number().optional(),
  maxInstances: z.number().optional(),
  instanceType: z.string().optional(),
  jurisdiction: z.string().optional(),
  health: z.enum([
    'healthy',
    'degraded',
    'unhealthy',
    'pending',
    'idle',
    'unknown',
  ]),
  healthFrom: z.enum(['cloudflare', 'instances']).optional(),
}) satisfies z.ZodType<ContainerService>;

const statusSchema = metricSeries.extend({
  ...serviceSchema.shape,
  instanceStates: z.record(z.string(), z.number()).optional(),
  errors: z.array(
    z.object({
      instanceId: z.string().optional(),
      name: z.string(),
      at: z.string().optional(),
    }),
  ),
  versions: z
    .array(
      z.object({
        version: z.number(),
        percentage: z.number().optional(),
        image: imageSchema.optional(),
      }),
    )
    .optional(),
}) satisfies z.ZodType<ContainerStatus>;

const figures: Figure<CfContainerUsage>[] = [
  { id: 'cpuTime', unit: 'seconds', of: sumOf(row => row.cpuTimeSeconds) },
  { id: 'memory', unit: 'bytes', of: mostOf(row => row.averageMemoryBytes) },
  { id: 'maxMemory', unit: 'bytes', of: mostOf(row => row.maxMemoryBytes) },
  { id: 'maxDisk', unit: 'bytes', of: mostOf(row => row.maxDiskBytes) },
  { id: 'received', unit: 'bytes', of: sumOf(row => row.receivedBytes) },
  { id: 'sent', unit: 'bytes', of: sumOf(row => row.sentBytes) },
];

/** Containers. What they are started with is never read. */
export const containersBackend: ProductBackend = {
  routes: containersRoutes,
  tokenPermissionChecks: {
    'Workers Containers Read': (client, options) =>
      client.containers.list(options),
  },
};

function containersRoutes({ metrics }: ProductDependencies) {
  const applications = new ResourceDirectory<CfContainerService>({
    product,
    list: ({ client }) => client.containers.list(),
    qualifiedName: application => application.name,
    nativeId: application => application.id,
  });

  return [
    route({
      method: 'get',
      path: '/v1/containers/services',
      summary: 'Container applications with their images, by name',
      access: product.permission,
      scope: 'account',
      query: z.object({
        ...listFields,
        // Each that Durable Objects start takes a request to Cloudflare.
        limit: limitField(25, 100),
      }),
      response: z.array(serviceSchema),
      cacheTtl: 60,
      async handler({ account, query, signal }) {
        const page = await applications.page(account, query);
        const read = await Promise.all(
          page.items.map(async application => {
            const versions = tellsImage(application)
              ? undefined
              : await readWhole(
                  account.client.containers.versions(application.id, {
                    signal,
                  }),
                );
            return {
              service: toContainerService(application, {
                versions: versions?.items,
              }),
              problems: versions?.problems ?? [],
            };
          }),
        );
        return {
          data: read.map(({ service }) => service),
          problems: [
            ...page.problems,
            ...read.flatMap(({ problems }) => problems),
          ],
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/containers/:service/status',
      summary:
        'Health, instances and images of a container application, and what it used over time',
      access: product.permission,
      scope: 'account',
      params: z.object({ service: resourceName }),
      query: z.object(windowFields),
      response: statusSchema,
      cacheTtl: 30,
      async handler({ account, params, query, signal }) {
        const window = alignedWindow(query, new Date());
        const { containers } = account.client;
        const [application, versions, instances, history] =
          await applications.read(account, params.service, ({ id }) =>
            Promise.all([
              containers.get(id, { signal }),
              readWhole(containers.versions(id, { signal })),
              readWhole(containers.instances(id, { signal })),
              metrics.readOptional(
                account,
                query,
                ({ containers: { usage } }) => ({ usage }),
              ),
            ]),
          );
        const { id } = application;
        const rows = history.nodes?.usage.rows ?? [];
        const own = rows.filter(row => row.applicationId === id);
        return {
          data: {
            ...toContainerService(application, {
              versions: versions.items,
              instances: instances.items,
            }),
            ...toSeries(history.window ?? window, seriesOf(own, figures)),
            instanceStates:
              instances.items && countsOf(instances.items.map(i => i.state)),
            errors: latestFirst(application.health?.errors ?? []),
            versions: versions.items
              ?.slice()
              .sort((a, b) => b.version - a.version),
          },
          problems: [
            ...versions.problems,
            ...instances.problems,
            ...history.problems,
          ],
        };
      },
    }),
  ];
}

function countsOf(states: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const state of states) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

function latestFirst<T extends { at?: string }>(errors: readonly T[]): T[] {
  return [...errors].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1));
}
