import { CfHyperdrive } from '@cloudflare-backstage/cloudflare-client';
import {
  HyperdriveConfig,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { metricsProblems } from '../metrics/AccountMetrics';
import { windowFields } from '../metrics/metricsWindow';
import { metricSeries, toSeries } from '../metrics/toSeries';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { sensitive } from '../redaction/marks';
import { registrableDomain } from '../redaction/registrableDomain';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { hyperdriveHistory } from './hyperdrive/hyperdriveHistory';
import { ProductBackend, ProductDependencies } from './ProductBackend';

const product = products.hyperdrive;

const ENGINES: Partial<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
};

const configSchema = z.object({
  id: z.string(),
  name: z.string(),
  engine: z.string().optional(),
  network: z.enum(['direct', 'access', 'vpc', 'unknown']),
  host: sensitive(z.string()).optional(),
  hostDomain: z.string().optional(),
  port: z.number().optional(),
  database: z.string().optional(),
  caching: z
    .object({
      enabled: z.boolean(),
      maxAgeSeconds: z.number().optional(),
      staleWhileRevalidateSeconds: z.number().optional(),
    })
    .optional(),
  tls: z
    .object({
      mode: z.string().optional(),
      customCa: z.boolean(),
      clientCertificate: z.boolean(),
    })
    .optional(),
  connectionLimit: z.number().optional(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  restartedAt: z.string().optional(),
}) satisfies z.ZodType<HyperdriveConfig>;

/** Hyperdrive. */
export const hyperdriveBackend: ProductBackend = {
  routes: hyperdriveRoutes,
  tokenPermissionChecks: {
    'Hyperdrive Read': (client, options) => client.hyperdrive.list(options),
  },
};

function hyperdriveRoutes({ metrics }: ProductDependencies) {
  const configs = new ResourceDirectory<CfHyperdrive>({
    product,
    list: ({ client }) => client.hyperdrive.list(),
    // A name can be that of several.
    qualifiedName: config => config.id,
    aliases: config => [config.name],
    order: ({ id, name }) => `${name} ${id}`,
  });

  return [
    route({
      method: 'get',
      path: '/v1/hyperdrive/configs',
      summary: 'Hyperdrive configurations, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(configSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await configs.page(account, query);
        return {
          data: page.items.map(toConfig),
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/hyperdrive/:config/metrics',
      summary: 'Queries through a Hyperdrive configuration, by hours',
      access: product.permission,
      scope: 'account',
      params: z.object({ config: resourceName }),
      query: z.object(windowFields),
      response: metricSeries,
      cacheTtl: 60,
      async handler({ account, params, query }) {
        const { id } = await configs.find(account, params.config);
        const [reading, problems] = await Promise.all([
          metrics.read(account, query),
          configs.problems(account),
        ]);
        const nodes = reading.metrics.hyperdrive;
        return {
          data: toSeries(reading.window, hyperdriveHistory(nodes, id)),
          problems: [
            ...problems,
            ...metricsProblems(reading, ...Object.values(nodes)),
          ],
        };
      },
    }),
  ];
}

function toConfig({ origin, ...config }: CfHyperdrive): HyperdriveConfig {
  const { scheme, host, ...place } = origin;
  return {
    ...config,
    ...place,
    engine: scheme && (ENGINES[scheme] ?? scheme),
    host,
    hostDomain: host && registrableDomain(host),
  };
}
