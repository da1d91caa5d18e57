import { hexId } from '../../account/ids';
import type { WorkerDeployment, WorkerVersion } from '../../account/Worker';
import { ApiFailure, succeeded } from '../../http/envelope';
import { paged, unpaged } from '../../http/paging';
import type { Route } from '../../http/Route';
import { readDeployments, readScripts } from './permissions';

const script = '/accounts/{account}/workers/scripts/{script}';
const worker = '/accounts/{account}/workers/workers/{worker}';
const sizes = { default: 10, max: 100 };

function deploymentItem(deployment: WorkerDeployment): object {
  const { authorEmail, annotations } = deployment;
  return {
    id: deployment.id,
    source: deployment.source,
    strategy: 'percentage',
    ...(authorEmail && { author_email: authorEmail }),
    created_on: deployment.createdOn,
    ...(annotations && { annotations }),
    versions: deployment.versions,
  };
}

function versionItem(version: WorkerVersion): object {
  return {
    id: version.id,
    number: version.number,
    created_on: version.createdOn,
    urls: [],
    author_id: authorIdOf(version),
    author_email: version.authorEmail,
    source: version.source,
    compatibility_date: '2026-09-01',
    compatibility_flags: ['nodejs_compat'],
    annotations: version.annotations,
    bindings: version.bindings,
    main_module: 'index.js',
    usage_model: 'standard',
  };
}

function legacyVersionItem(version: WorkerVersion): object {
  return {
    id: version.id,
    number: version.number,
    annotations: version.annotations,
    metadata: {
      author_id: authorIdOf(version),
      author_email: version.authorEmail,
      source: version.source,
      hasPreview: false,
      created_on: version.createdOn,
      modified_on: version.createdOn,
    },
  };
}

function authorIdOf({ authorEmail }: WorkerVersion): string {
  // The author of the example bodies has an id there.
  return authorEmail === 'dev@acme.example'
    ? '408cbcdfd4dda4617efef40b04d168a1'
    : hexId(`user/${authorEmail}`);
}

/** The times of a deployment list's window; `since` and `until` are inclusive. */
function within(
  query: URLSearchParams,
): (deployment: WorkerDeployment) => boolean {
  const since = Date.parse(query.get('since') ?? '');
  const until = Date.parse(query.get('until') ?? '');
  return ({ createdOn }) => {
    const time = Date.parse(createdOn);
    return !(time < since) && !(time > until);
  };
}

export const versionRoutes: Route[] = [
  {
    path: `${script}/deployments`,
    permissions: readDeployments,
    answer: (request, world) =>
      paged(
        request,
        world.workers
          .get(request.params.script)
          .deployments.filter(within(request.query)),
        sizes,
        deploymentItem,
        'deployments',
      ),
  },
  {
    path: `${script}/deployments/{deployment}`,
    permissions: readDeployments,
    answer: ({ params }, world) => {
      const found = world.workers
        .get(params.script)
        .deployments.find(({ id }) => id === params.deployment);
      if (!found) throw new ApiFailure(404, 10336, 'Deployment not found.');
      return succeeded(deploymentItem(found));
    },
  },
  {
    path: `${script}/versions`,
    permissions: readScripts,
    answer: (request, world) => {
      const { versions } = world.workers.get(request.params.script);
      return request.query.get('deployable') === 'true'
        ? unpaged(request, versions, legacyVersionItem, 'items')
        : paged(
            request,
            versions,
            { ...sizes, withoutTotalPages: true },
            legacyVersionItem,
            'items',
          );
    },
  },
  {
    path: `${script}/versions/{version}`,
    permissions: readScripts,
    answer: ({ params }, world) => {
      const found = world.workers.version(
        world.workers.get(params.script),
        params.version,
      );
      return succeeded({
        ...legacyVersionItem(found),
        resources: {
          bindings: found.bindings,
          script: { etag: found.etag, handlers: ['fetch'] },
          script_runtime: { usage_model: 'standard' },
        },
      });
    },
  },
  {
    path: `${worker}/versions`,
    permissions: readScripts,
    answer: (request, world) =>
      paged(
        request,
        world.workers.getByNameOrTag(request.params.worker).versions,
        sizes,
        versionItem,
      ),
  },
  {
    path: `${worker}/versions/{version}`,
    permissions: readScripts,
    answer: ({ params }, world) =>
      succeeded(
        versionItem(
          world.workers.version(
            world.workers.getByNameOrTag(params.worker),
            params.version,
          ),
        ),
      ),
  },
];
