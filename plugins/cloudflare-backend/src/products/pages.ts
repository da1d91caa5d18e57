import { CfPagesProject } from '@cloudflare-backstage/cloudflare-client';
import {
  PagesDeployment,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import {
  deployerText,
  provenanceSummary,
} from '../provenance/provenanceSummary';
import { outcomeOf } from '../reading/outcomeOf';
import { readSlice } from '../reading/readSlice';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { cursorField, limitField, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { readPagesDeployments } from './pages/readPagesDeployments';
import {
  isOnLine,
  onLineSince,
  PREVIEW,
  PRODUCTION,
  toPagesDeployment,
} from './pages/toPagesDeployment';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { Hostname } from './zero-trust/coverage';
import { hostnameAccess } from './zero-trust/HostnameAccessReader';

const product = products.pages;

const pagesDeployment = z.object({
  id: z.string(),
  createdAt: z.string(),
  env: z.string(),
  status: z.enum([
    'active',
    'live',
    'superseded',
    'running',
    'failed',
    'canceled',
    'skipped',
    'unknown',
  ]),
  stage: z.string().optional(),
  branch: deployerText().optional(),
  commitSha: z.string().optional(),
  commitMessage: deployerText().optional(),
  commitDirty: z.boolean().optional(),
  ciRunUrl: z.string().optional(),
  trigger: z.string().optional(),
  url: z.string().optional(),
  provenance: provenanceSummary,
}) satisfies z.ZodType<PagesDeployment>;

/** Pages: a project has a production environment, unless a rule says otherwise. */
export const pagesBackend: ProductBackend = {
  routes: pagesRoutes,
  productionEnvironment: (environment, rules) => {
    if (environment === undefined) {
      return PRODUCTION;
    }
    return rules.isProduction(environment) ? environment : undefined;
  },
  readDeployments: readPagesDeployments,
  auditPaths: ['/pages/projects/'],
  tokenPermissionChecks: {
    'Pages Read': (client, options) => client.pages.list(options),
  },
};

function pagesRoutes({
  provenance,
  manifests,
  hostnameAccess: access,
}: ProductDependencies) {
  const projects = new ResourceDirectory<CfPagesProject>({
    product,
    list: ({ client }) => client.pages.list(),
    qualifiedName: project => project.name,
    nativeId: project => project.id,
  });

  return [
    route({
      method: 'get',
      path: '/v1/pages/:project/deployments',
      summary:
        'Deployments of a Pages project, newest first, with their provenance',
      access: product.permission,
      scope: 'account',
      params: z.object({ project: resourceName }),
      query: z.object({
        env: z
          .enum([PRODUCTION, PREVIEW], {
            error: `expected 'production' or 'preview'`,
          })
          .optional(),
        cursor: cursorField,
        limit: limitField(25, 100),
      }),
      response: z.array(pagesDeployment),
      cacheTtl: 30,
      async handler({ account, params, query, signal }) {
        const { name, repositoryUrl } = await projects.find(
          account,
          params.project,
        );
        const slice = await readSlice(
          cursor =>
            account.client.pages.deployments(name, {
              cursor,
              signal,
              environment: query.env,
            }),
          query,
        );
        // The listing tells which deployment serves production: it must not be
        // older than the last deployment that may have taken over.
        const [{ value: current, problem }, found] = await Promise.all([
          outcomeOf(
            projects.find(
              account,
              name,
              Math.max(0, ...slice.items.filter(isOnLine).map(onLineSince)),
            ),
          ),
          manifests.find(
            account,
            slice.items.map(({ id }) => id),
          ),
        ]);
        return {
          data: slice.items.map(deployment =>
            toPagesDeployment(deployment, {
              repositoryUrl,
              active: current?.canonicalDeployment?.id,
              manifest: found.of(product.id, name, deployment.id),
              provenance,
            }),
          ),
          problems: problem && [problem],
          nextCursor: slice.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/pages/:project/access',
      summary: 'How Access protects the hostnames of a Pages project',
      access: [product.permission, products.zeroTrust.permission],
      scope: 'account',
      params: z.object({ project: resourceName }),
      response: hostnameAccess,
      cacheTtl: 60,
      async handler({ account, params }) {
        const project = await projects.find(account, params.project);
        const [problems, reading] = await Promise.all([
          projects.problems(account),
          access.read(account, hostnamesOf(project)),
        ]);
        return {
          data: reading.data,
          problems: [...problems, ...reading.problems],
        };
      },
    }),
  ];
}

function hostnamesOf({ subdomain, domains }: CfPagesProject): Hostname[] {
  const onPagesDev = subdomain === undefined ? [] : [subdomain];
  return [
    // The API may count the subdomain among the domains.
    ...domains
      .filter(domain => domain !== subdomain)
      .map(hostname => ({ hostname, source: 'custom-domain' as const })),
    ...onPagesDev.map(hostname => ({
      hostname,
      source: 'pages.dev' as const,
    })),
  ];
}
