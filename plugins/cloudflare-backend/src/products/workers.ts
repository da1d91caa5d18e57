import { CfWorker } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  products,
  WorkerDeployment,
  WorkerTriggers,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { windowFields } from '../metrics/metricsWindow';
import {
  deployerText,
  provenanceSummary,
} from '../provenance/provenanceSummary';
import { outcomeOf } from '../reading/outcomeOf';
import { readSlice } from '../reading/readSlice';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf, SharedListing } from '../reading/SharedListing';
import { personal } from '../redaction/marks';
import { cursorField, limitField, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { readWorkerDeployments } from './workers/readWorkerDeployments';
import { toWorkerDeployment } from './workers/toWorkerDeployment';
import { VersionReader } from './workers/VersionReader';
import { toWorkerMetrics, workerMetrics } from './workers/workerMetrics';
import { Hostname } from './zero-trust/coverage';
import { hostnameAccess } from './zero-trust/HostnameAccessReader';

const product = products.workers;
const ZONE_ROUTES_KEEP_MS = 60_000;

const workerDeployment = z.object({
  id: z.string(),
  createdAt: z.string(),
  env: z.string().optional(),
  status: z.enum(['active', 'gradual', 'superseded']),
  version: z.string().optional(),
  versions: z.array(
    z.object({
      id: z.string(),
      percentage: z.number(),
      number: z.number().optional(),
      createdAt: z.string().optional(),
      triggeredBy: z.string().optional(),
      provenance: provenanceSummary,
    }),
  ),
  commitSha: z.string().optional(),
  ciRunUrl: z.string().optional(),
  source: z.string().optional(),
  triggeredBy: z.string().optional(),
  rollback: z.boolean(),
  message: deployerText().optional(),
  author: personal(z.string(), 'email').optional(),
  provenance: provenanceSummary,
}) satisfies z.ZodType<WorkerDeployment>;

const workerTriggers = z.object({
  workersDevUrl: z.string().optional(),
  customDomains: z.array(
    z.object({
      hostname: z.string(),
      zoneName: z.string().optional(),
      url: z.string(),
    }),
  ),
  routes: z
    .array(z.object({ pattern: z.string(), zoneName: z.string() }))
    .optional(),
  crons: z.array(
    z.object({
      cron: z.string(),
      createdAt: z.string().optional(),
      modifiedAt: z.string().optional(),
    }),
  ),
}) satisfies z.ZodType<WorkerTriggers>;

/** Workers: their production is what the environment rules say. */
export const workersBackend: ProductBackend = {
  routes: workersRoutes,
  productionEnvironment: (environment, rules) =>
    rules.isProduction(environment) ? environment : undefined,
  readDeployments: readWorkerDeployments,
  auditPaths: ['/workers/scripts/', '/workers/services/', '/workers/workers/'],
  tokenPermissionChecks: {
    'Workers Scripts Read': (client, options) => client.workers.list(options),
  },
};

function workersRoutes({
  environments,
  provenance,
  manifests,
  hostnameAccess: access,
  metrics,
}: ProductDependencies) {
  const workers = new ResourceDirectory<CfWorker>({
    product,
    list: ({ client }) => client.workers.list(),
    qualifiedName: worker => worker.name,
    nativeId: worker => worker.id,
  });
  const versionReader = new VersionReader();
  const zoneRoutes = new SharedListing({
    list: ({ client }: CloudflareAccount) => client.workers.routes(),
    keepMs: ZONE_ROUTES_KEEP_MS,
    restMs: ZONE_ROUTES_KEEP_MS,
  });
  const params = z.object({ script: resourceName });

  return [
    route({
      method: 'get',
      path: '/v1/workers/:script/deployments',
      summary: 'Deployments of a Worker, newest first, with their provenance',
      access: product.permission,
      scope: 'account',
      params,
      query: z.object({ cursor: cursorField, limit: limitField(25, 100) }),
      response: z.array(workerDeployment),
      cacheTtl: 30,
      async handler({ account, params: { script }, query, signal }) {
        const { name, tags } = await workers.find(account, script);
        const slice = await readSlice(
          cursor =>
            account.client.workers.deployments(name, { cursor, signal }),
          query,
        );
        const all = slice.following
          ? [...slice.items, slice.following]
          : slice.items;
        const versionIds = all.flatMap(({ versions }) =>
          versions.map(({ id }) => id),
        );
        const [{ known, problems }, found] = await Promise.all([
          versionReader.read(account, name, versionIds, { signal }),
          manifests.find(account, [...all.map(({ id }) => id), ...versionIds]),
        ]);
        const env = environments.environmentOf({
          product: product.id,
          name,
          tags,
        });
        return {
          data: slice.items.map((deployment, i) =>
            toWorkerDeployment(deployment, {
              previous: all[i + 1],
              active: i === 0 && query.cursor === undefined,
              env,
              versions: known,
              manifestOf: id => found.of(product.id, name, id),
              options: provenance,
            }),
          ),
          problems,
          nextCursor: slice.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/workers/:script/triggers',
      summary: 'How a Worker is reached and started',
      access: product.permission,
      scope: 'account',
      params,
      response: workerTriggers,
      cacheTtl: 60,
      async handler({ account, params: { script }, signal }) {
        const worker = await workers.find(account, script);
        const [crons, routes, problems] = await Promise.all([
          account.client.workers.crons(worker.name, { signal }),
          routesOf(worker, account),
          workers.problems(account),
        ]);
        return {
          data: {
            workersDevUrl: worker.workersDevUrl,
            customDomains: worker.customDomains.map(
              ({ hostname, zoneName }) => ({
                hostname,
                zoneName,
                url: `https://${hostname}`,
              }),
            ),
            routes: routes.found,
            crons,
          },
          problems: [...problems, ...routes.problems],
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/workers/:script/metrics',
      summary: 'Requests, errors and CPU time of a Worker, by hours',
      access: product.permission,
      scope: 'account',
      params,
      query: z.object(windowFields),
      response: workerMetrics,
      cacheTtl: 60,
      async handler({ account, params: { script }, query }) {
        const { name } = await workers.find(account, script);
        const [reading, problems] = await Promise.all([
          metrics.read(account, query),
          workers.problems(account),
        ]);
        const { data, problems: own = [] } = toWorkerMetrics(reading, name);
        return { data, problems: [...problems, ...own] };
      },
    }),
    route({
      method: 'get',
      path: '/v1/workers/:script/access',
      summary: 'How Access protects the hostnames and routes of a Worker',
      access: [product.permission, products.zeroTrust.permission],
      scope: 'account',
      params,
      response: hostnameAccess,
      cacheTtl: 60,
      async handler({ account, params: { script } }) {
        const worker = await workers.find(account, script);
        const [routes, problems] = await Promise.all([
          routesOf(worker, account),
          workers.problems(account),
        ]);
        const reading = await access.read(
          account,
          hostnamesOf(worker, routes.found ?? []),
        );
        return {
          data: reading.data,
          problems: [...problems, ...routes.problems, ...reading.problems],
        };
      },
    }),
  ];

  /** Undefined unless all zones could be read: some routes would look like all. */
  async function routesOf(
    { name }: CfWorker,
    account: CloudflareAccount,
  ): Promise<{
    found?: { pattern: string; zoneName: string }[];
    problems: CloudflareProblem[];
  }> {
    const { value, problem } = await outcomeOf(zoneRoutes.get(account));
    if (!value) {
      return { problems: [problem] };
    }
    const { complete, items } = value.listing;
    return {
      found: complete
        ? items.filter(({ script }) => script === name)
        : undefined,
      problems: problemsOf(value),
    };
  }
}

function hostnamesOf(
  { workersDevUrl, customDomains }: CfWorker,
  routes: { pattern: string }[],
): Hostname[] {
  const onWorkersDev = workersDevUrl ? [new URL(workersDevUrl).host] : [];
  return [
    ...customDomains.map(({ hostname }) => ({
      hostname,
      source: 'custom-domain' as const,
    })),
    ...routes.map(({ pattern }) => ({
      hostname: pattern,
      source: 'route' as const,
    })),
    ...onWorkersDev.map(hostname => ({
      hostname,
      source: 'workers.dev' as const,
    })),
  ];
}
