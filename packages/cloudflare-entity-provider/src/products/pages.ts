import { JsonObject } from '@backstage/types';
import { CfPagesProject } from '@cloudflare-backstage/cloudflare-client';
import { resolvePagesDeployment } from '@cloudflare-backstage/cloudflare-provenance';
import {
  FailedBuildParameters,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { deploymentParameters } from '../deploymentParameters';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { analyticsDatasets } from './analyticsDatasets';
import { secretParameters } from './secretParameters';

/** Pages: a Resource per project. The listing holds all that is needed. */
export const pagesIngestion: ResourceIngestion<CfPagesProject> = {
  kind: kindOfProduct(products.pages),
  version: 2,
  entityTags: ['pages'],
  taggedAs: 'pages_project',
  list: (client, options) => client.pages.list(options),
  describe: project => ({
    id: project.id,
    qualifiedName: project.name,
    title: project.name,
    tags: [],
    lastChange: project.latestDeployment?.createdAt ?? project.createdAt,
  }),
  toEntity: (project, _detail, options) => {
    const domains = [...new Set(project.domains)].sort();
    const live = project.canonicalDeployment;
    return {
      description: project.repositoryUrl
        ? 'Cloudflare Pages project that is built from a Git repository.'
        : 'Cloudflare Pages project that is uploaded directly.',
      links: [
        ...(project.subdomain
          ? [{ url: `https://${project.subdomain}`, title: 'Production' }]
          : []),
        ...domains
          .filter(domain => domain !== project.subdomain)
          .map(domain => ({ url: `https://${domain}`, title: domain })),
      ],
      parameters: {
        projectName: project.name,
        ...(project.subdomain && { url: `https://${project.subdomain}` }),
        domains,
        ...(project.productionBranch && {
          productionBranch: project.productionBranch,
        }),
        ...(live !== undefined &&
          deploymentParameters(
            live && {
              id: live.id,
              deployedAt: live.stage?.endedAt ?? live.createdAt,
              provenance: resolvePagesDeployment(
                {
                  commitHash: live.commitHash,
                  branch: live.branch,
                  commitMessage: live.commitMessage,
                  commitDirty: live.commitDirty,
                  repositoryUrl: project.repositoryUrl,
                },
                options,
              ),
            },
          )),
        ...failedBuild(project),
        ...analyticsDatasets(project.bindings),
        ...secretParameters([project.secrets]),
      },
    };
  },
  bindings: project => project.bindings,
};

/** What is newer than a failed build, such as one under way, hides it. */
function failedBuild({ latestDeployment }: CfPagesProject): JsonObject {
  if (!latestDeployment) {
    return {};
  }
  const { id, createdAt, environment, stage, skipped } = latestDeployment;
  if (skipped || stage?.status !== 'failure') {
    return {};
  }
  const failed: FailedBuildParameters['failedBuild'] & JsonObject = {
    id,
    failedAt: stage.endedAt ?? createdAt,
    environment,
    stage: stage.name,
  };
  return { failedBuild: failed };
}
