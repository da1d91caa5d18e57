import type { SimulatedAccount } from '../../account/SimulatedAccount';
import type { Worker, WorkerDomain } from '../../account/Worker';
import { ApiFailure, succeeded } from '../../http/envelope';
import { paged, unpaged } from '../../http/paging';
import type { ApiRequest, Route } from '../../http/Route';
import { readScripts } from './permissions';

const account = '/accounts/{account}';
const script = `${account}/workers/scripts/{script}`;

function scriptItem(worker: Worker): object {
  if (worker.sparse) {
    return {
      id: worker.name,
      created_on: worker.createdOn,
      modified_on: worker.modifiedOn,
    };
  }
  return {
    id: worker.name,
    tag: worker.tag,
    tags: worker.tags,
    etag: worker.versions[0]?.etag,
    handlers: worker.handlers,
    created_on: worker.createdOn,
    modified_on: worker.modifiedOn,
    last_deployed_from: worker.lastDeployedFrom,
    ...worker.listing,
  };
}

function domainItem(
  { zoneIdOf }: { zoneIdOf(name: string): string },
  { id, hostname, zoneName, certificateId }: WorkerDomain,
) {
  return {
    id,
    hostname,
    zone_id: zoneIdOf(zoneName),
    zone_name: zoneName,
    certificate_id: certificateId,
  };
}

/** To the second, unlike the deployment's own time. */
function deployedOn({ deployments: [active] }: Worker): string | null {
  return active ? `${active.createdOn.slice(0, 19)}.000000Z` : null;
}

/** Item of the newer list. `references` say who uses the Worker. */
function betaItem(world: SimulatedAccount, worker: Worker): object {
  const zones = { zoneIdOf: (name: string) => world.zoneIdOf(name) };
  return {
    id: worker.tag,
    name: worker.name,
    created_on: worker.createdOn,
    updated_on: worker.modifiedOn,
    deployed_on: deployedOn(worker),
    tags: worker.tags ?? [],
    logpush: false,
    observability: {
      enabled: true,
      head_sampling_rate: 1,
      logs: { enabled: true, invocation_logs: true },
    },
    subdomain: worker.workersDev
      ? {
          enabled: true,
          url: `https://${worker.name}.acme.workers.dev`,
          previews_enabled: false,
        }
      : { enabled: false, previews_enabled: false },
    references: {
      dispatch_namespace_outbounds: [],
      workers: [],
      durable_objects: [],
      domains: worker.domains.map(domain => domainItem(zones, domain)),
      queues: [],
    },
    tail_consumers: [],
  };
}

/** `tags=a:yes,b:no` keeps scripts with tag a and without tag b. */
function withTags(request: ApiRequest, workers: Worker[]): Worker[] {
  const wanted = request.query.get('tags');
  if (!wanted) return workers;
  const terms = wanted.split(',').map(term => /^(.*):(yes|no)$/.exec(term));
  if (terms.includes(null)) {
    throw new ApiFailure(400, 10021, 'Invalid tags filter');
  }
  return workers.filter(({ tags }) =>
    terms.every(
      term => (tags ?? []).includes(term![1]) === (term![2] === 'yes'),
    ),
  );
}

const orders: Record<string, (worker: Worker) => string> = {
  name: worker => worker.name,
  created_on: worker => worker.createdOn,
  updated_on: worker => worker.modifiedOn,
  deployed_on: worker => deployedOn(worker) ?? '',
};

function ordered(request: ApiRequest, workers: Worker[]): Worker[] {
  const key = orders[request.query.get('order_by') ?? 'deployed_on'];
  if (!key) throw new ApiFailure(400, 10021, 'Invalid order_by');
  const sign = request.query.get('order') === 'asc' ? 1 : -1;
  return workers
    .map(worker => ({ worker, by: key(worker) }))
    .sort((a, b) => {
      if (a.by === b.by) return a.worker.name < b.worker.name ? -1 : 1;
      return a.by < b.by ? -sign : sign;
    })
    .map(({ worker }) => worker);
}

export const scriptRoutes: Route[] = [
  {
    path: `${account}/workers/scripts`,
    permissions: readScripts,
    answer: (request, world) =>
      unpaged(request, withTags(request, world.workers.list()), scriptItem),
  },
  {
    path: `${account}/workers/workers`,
    permissions: readScripts,
    answer: (request, world) =>
      paged(
        request,
        ordered(request, world.workers.list()),
        { default: 10, max: 100 },
        worker => betaItem(world, worker),
      ),
  },
  {
    path: `${account}/workers/workers/{worker}`,
    permissions: readScripts,
    answer: ({ params }, world) =>
      succeeded(betaItem(world, world.workers.getByNameOrTag(params.worker))),
  },
  {
    path: `${account}/workers/domains`,
    permissions: readScripts,
    answer: (request, world) => {
      const domains = world.workers
        .list()
        .flatMap(worker => worker.domains.map(domain => ({ worker, domain })));
      return unpaged(request, domains, ({ worker, domain }) => ({
        id: domain.id,
        hostname: domain.hostname,
        service: worker.name,
        environment: 'production',
        zone_id: world.zoneIdOf(domain.zoneName),
        zone_name: domain.zoneName,
        cert_id: domain.certificateId,
      }));
    },
  },
  {
    path: `${account}/workers/subdomain`,
    permissions: readScripts,
    answer: () => succeeded({ subdomain: 'acme' }),
  },
  {
    path: `${script}/settings`,
    permissions: readScripts,
    answer: ({ params }, world) => {
      const worker = world.workers.get(params.script);
      const [latest] = worker.versions;
      return succeeded({
        compatibility_date: '2026-09-01',
        compatibility_flags: ['nodejs_compat'],
        usage_model: 'standard',
        logpush: false,
        tags: worker.tags,
        tail_consumers: null,
        placement: {},
        observability: { enabled: true },
        annotations: latest?.annotations ?? {},
        bindings: latest?.bindings ?? [],
      });
    },
  },
  {
    path: `${script}/secrets`,
    permissions: readScripts,
    answer: (request, world) => {
      const [latest] = world.workers.get(request.params.script).versions;
      const secrets = (latest?.bindings ?? []).filter(
        ({ type }) => type === 'secret_text',
      );
      return unpaged(request, secrets, ({ name, type }) => ({ name, type }));
    },
  },
  {
    path: `${script}/schedules`,
    permissions: readScripts,
    answer: (request, world) =>
      unpaged(
        request,
        world.workers.get(request.params.script).crons,
        ({ cron, createdOn, modifiedOn }) => ({
          cron,
          created_on: createdOn,
          modified_on: modifiedOn,
        }),
        'schedules',
      ),
  },
  {
    path: `${script}/subdomain`,
    permissions: readScripts,
    answer: ({ params }, world) =>
      succeeded({
        enabled: world.workers.get(params.script).workersDev,
        previews_enabled: false,
      }),
  },
];
