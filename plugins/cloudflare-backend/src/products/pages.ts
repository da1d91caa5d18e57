import {
  CfPagesDeployment,
  CfPagesProject,
} from '@cloudflare-backstage/cloudflare-client';
import {
  ProvenanceOptions,
  resolvePagesDeployment,
  toProvenanceSummary,
} from '@cloudflare-backstage/cloudflare-provenance';
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
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { Hostname } from './zero-trust/coverage';
import { hostnameAccess } from './zero-trust/HostnameAccessReader';

const product = products.pages;
const PRODUCTION = 'production';
const PREVIEW = 'preview';

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
  tokenPermissionChecks: {
    'Pages Read': (client, options) => client.pages.list(options),
  },
};

function pagesRoutes({
  provenance,
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
        const { value: current, problem } = await outcomeOf(
          projects.find(
            account,
            name,
            Math.max(0, ...slice.items.filter(isOnLine).map(onLineSince)),
          ),
        );
        return {
          data: slice.items.map(deployment =>
            toPagesDeployment(deployment, {
              repositoryUrl,
              active: current?.canonicalDeployment?.id,
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

function toPagesDeployment(
  deployment: CfPagesDeployment,
  project: {
    repositoryUrl?: string;
    /** Id of the deployment that serves production, where it is known. */
    active?: string;
    provenance: ProvenanceOptions;
  },
): PagesDeployment {
  const { repositoryUrl, active } = project;
  const summary = toProvenanceSummary(
    resolvePagesDeployment(
      { ...deployment, repositoryUrl },
      project.provenance,
    ),
  );
  return {
    id: deployment.id,
    createdAt: deployment.createdAt,
    env: deployment.environment ?? 'unknown',
    status: statusOf(deployment, active),
    stage: deployment.stage?.name,
    branch: deployment.branch,
    commitSha: summary.commitSha,
    commitMessage: deployment.commitMessage,
    commitDirty: deployment.commitDirty,
    ciRunUrl: summary.ciRunUrl,
    trigger: deployment.trigger,
    url: deployment.url,
    provenance: summary,
  };
}

/** Only the stage `deploy` that has succeeded puts a deployment on line. */
function isOnLine({ skipped, stage }: CfPagesDeployment): boolean {
  return !skipped && stage?.name === 'deploy' && stage.status === 'success';
}

function onLineSince({ stage, createdAt }: CfPagesDeployment): number {
  return Date.parse(stage?.endedAt ?? createdAt) || 0;
}

function statusOf(
  deployment: CfPagesDeployment,
  active: string | undefined,
): PagesDeployment['status'] {
  if (deployment.skipped) {
    return 'skipped';
  }
  if (isOnLine(deployment)) {
    return statusOnLine(deployment, active);
  }
  switch (deployment.stage?.status) {
    case 'success':
    case 'active':
    case 'idle':
      return 'running';
    case 'failure':
      return 'failed';
    case 'canceled':
      return 'canceled';
    case 'skipped':
      return 'skipped';
    default:
      return 'unknown';
  }
}

function statusOnLine(
  { id, environment }: CfPagesDeployment,
  active: string | undefined,
): PagesDeployment['status'] {
  if (environment === PREVIEW) {
    return 'live';
  }
  if (id === active) {
    return 'active';
  }
  // Without the one that took over, none is known to have been superseded.
  return environment === PRODUCTION && active ? 'superseded' : 'unknown';
}
