import type { SimulatedAccount } from '../../account/SimulatedAccount';
import type { Build, Worker } from '../../account/Worker';
import { ApiFailure, failed, succeeded } from '../../http/envelope';
import { paged } from '../../http/paging';
import type { ApiRequest, Route } from '../../http/Route';
import { readBuilds } from './permissions';

const builds = '/accounts/{account}/builds';
const maxIds = 20;

/** Workers Builds does not know tokens that the account owns. */
const tokenOwner: Route['tokenOwner'] = {
  kind: 'user',
  refusal: () => failed(401, 12006, 'Invalid token'),
};

function idsOf({ query }: ApiRequest, name: string): string[] {
  const ids = (query.get(name) ?? '').split(',').filter(Boolean);
  if (ids.length === 0 || ids.length > maxIds) {
    throw new ApiFailure(400, 12001, `${name} takes 1 to ${maxIds} ids`);
  }
  return ids;
}

/** Builds of a Worker, newest first. */
function buildsOf(world: SimulatedAccount, worker: Worker): Build[] {
  return worker.versions
    .map(({ id }) => world.workers.builds.get(id))
    .filter(build => build !== undefined);
}

const workerOf = (world: SimulatedAccount, tag: string) =>
  world.workers.list().find(worker => worker.tag === tag);

const found = <T>(entries: [string, T | undefined][]) =>
  Object.fromEntries(entries.filter(([, build]) => build !== undefined));

export const buildRoutes: Route[] = [
  {
    path: `${builds}/builds`,
    permissions: readBuilds,
    tokenOwner,
    answer: (request, world) =>
      succeeded({
        builds: found(
          idsOf(request, 'version_ids').map(id => [
            id,
            world.workers.builds.get(id),
          ]),
        ),
      }),
  },
  {
    path: `${builds}/builds/latest`,
    permissions: readBuilds,
    tokenOwner,
    answer: (request, world) =>
      succeeded({
        builds: found(
          idsOf(request, 'external_script_ids').map(tag => {
            const worker = workerOf(world, tag);
            return [tag, worker && buildsOf(world, worker)[0]];
          }),
        ),
      }),
  },
  {
    path: `${builds}/builds/{build}`,
    permissions: readBuilds,
    tokenOwner,
    answer: ({ params }, world) => {
      const build = [...world.workers.builds.values()].find(
        ({ build_uuid: id }) => id === params.build,
      );
      if (!build) throw new ApiFailure(404, 12004, 'Build not found');
      return succeeded(build);
    },
  },
  {
    path: `${builds}/workers/{tag}/builds`,
    permissions: readBuilds,
    tokenOwner,
    answer: (request, world) => {
      const worker = workerOf(world, request.params.tag);
      const items = worker ? buildsOf(world, worker) : [];
      return paged(request, items, { default: 20, max: 200 }, build => build);
    },
  },
];
