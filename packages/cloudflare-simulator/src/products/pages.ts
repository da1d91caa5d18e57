import type { PagesDeployment, PagesProject } from '../account/Pages';
import { ApiFailure, succeeded } from '../http/envelope';
import { paged } from '../http/paging';
import type { ProductRoutes } from '../http/Route';

const projects = '/accounts/{account}/pages/projects';
const permissions = ['Pages Read'];

const badListOptions = () =>
  new ApiFailure(
    400,
    8000024,
    'Invalid list options provided. Review the `page` or `per_page` parameter.',
  );

function inlined(project: PagesProject, id: string | undefined) {
  const deployment = project.deployments.find(candidate => candidate.id === id);
  if (!deployment) return null;
  return {
    ...deployment,
    build_config: { web_analytics_tag: null, web_analytics_token: null },
  };
}

function projectItem(project: PagesProject): object {
  return {
    id: project.id,
    name: project.name,
    subdomain: `${project.name}.pages.dev`,
    domains: project.domains,
    created_on: project.createdOn,
    production_branch: project.productionBranch,
    ...(project.source && { source: project.source }),
    build_config: project.buildConfig,
    deployment_configs: project.deploymentConfigs,
    latest_deployment: inlined(project, project.latestDeploymentId),
    canonical_deployment: inlined(project, project.canonicalDeploymentId),
  };
}

const asIs = (deployment: PagesDeployment) => deployment;

export const pagesRoutes: ProductRoutes = [
  {
    path: projects,
    permissions,
    // The largest page that is known to be taken is the default one.
    answer: (request, world) =>
      paged(
        request,
        world.pages.list(),
        { default: 10, max: 10, refusal: badListOptions },
        projectItem,
      ),
  },
  {
    path: `${projects}/{project}`,
    permissions,
    answer: ({ params }, world) =>
      succeeded(projectItem(world.pages.get(params.project))),
  },
  {
    path: `${projects}/{project}/deployments`,
    permissions,
    answer: (request, world) => {
      const { deployments } = world.pages.get(request.params.project);
      const environment = request.query.get('env');
      return paged(
        request,
        environment
          ? deployments.filter(({ environment: e }) => e === environment)
          : deployments,
        { default: 25, max: 25, refusal: badListOptions },
        asIs,
      );
    },
  },
  {
    path: `${projects}/{project}/deployments/{deployment}`,
    permissions,
    answer: ({ params }, world) => {
      const deployment = world.pages
        .get(params.project)
        .deployments.find(({ id }) => id === params.deployment);
      if (!deployment) {
        throw new ApiFailure(404, 8000009, 'Deployment not found.');
      }
      return succeeded(deployment);
    },
  },
];
