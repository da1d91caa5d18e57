import { ApiFailure } from '../http/envelope';
import type { AccountClock } from './AccountClock';
import type { AuditLog } from './AuditLog';
import { buildOf } from './builds';
import { hexId, uuidOf } from './ids';
import type {
  Build,
  DeploymentChange,
  VersionChange,
  Worker,
  WorkerChange,
  WorkerDeployment,
  WorkerVersion,
} from './Worker';

const ci = 'ci@acme.example';

function annotationsOf(change: VersionChange): Record<string, string> {
  return {
    ...change.annotations,
    ...(change.tag !== undefined && { 'workers/tag': change.tag }),
    ...(change.message !== undefined && { 'workers/message': change.message }),
    'workers/triggered_by': change.triggeredBy ?? 'version_upload',
  };
}

/** The Workers of the account and how they change. */
export class Workers {
  readonly #workers = new Map<string, Worker>();
  readonly #byTag = new Map<string, Worker>();
  readonly #builds = new Map<string, Build>();
  readonly #clock: AccountClock;
  readonly #audit: AuditLog;
  /** How often a name was given: an id is never given twice. */
  readonly #generations = new Map<string, number>();

  constructor(clock: AccountClock, audit: AuditLog) {
    this.#clock = clock;
    this.#audit = audit;
  }

  get count(): number {
    return this.#workers.size;
  }

  list(): Worker[] {
    return [...this.#workers.values()];
  }

  /** By script name, as most paths do. */
  get(name: string): Worker {
    const worker = this.#workers.get(name);
    if (!worker) {
      throw new ApiFailure(
        404,
        10007,
        'This Worker does not exist on your account.',
      );
    }
    return worker;
  }

  /** By name or immutable id, as the newer paths do. */
  getByNameOrTag(id: string): Worker {
    return this.#byTag.get(id) ?? this.get(id);
  }

  /** Runs of Workers Builds by the version that they made. */
  get builds(): ReadonlyMap<string, Build> {
    return this.#builds;
  }

  setBuild(versionId: string, build: Build): void {
    this.#builds.set(versionId, build);
  }

  add(name: string, change: WorkerChange = {}): Worker {
    if (this.#workers.has(name)) {
      throw new Error(`There is a Worker '${name}' already`);
    }
    const generation = this.#generations.get(name) ?? 0;
    this.#generations.set(name, generation + 1);
    const at = this.#clock.next(change.at);
    const worker: Worker = {
      name,
      tag: change.tag ?? hexId(`worker/${name}/${generation}`),
      tags: change.tags === undefined ? [] : change.tags && [...change.tags],
      createdOn: at,
      modifiedOn: at,
      lastDeployedFrom: 'wrangler',
      handlers: [...(change.handlers ?? ['fetch'])],
      sparse: false,
      listing: {
        named_handlers: [],
        usage_model: 'standard',
        compatibility_date: '2026-09-01',
        compatibility_flags: ['nodejs_compat'],
        logpush: false,
        has_assets: false,
        has_modules: true,
        routes: null,
        tail_consumers: null,
        observability: { enabled: true, head_sampling_rate: 1 },
      },
      workersDev: change.workersDev ?? true,
      crons: (change.crons ?? []).map(cron => ({
        cron,
        createdOn: at,
        modifiedOn: at,
      })),
      domains: [],
      versions: [],
      deployments: [],
    };
    this.#workers.set(name, worker);
    this.#byTag.set(worker.tag, worker);
    for (const hostname of change.domains ?? []) {
      this.addDomain(name, hostname);
    }
    if (change.version !== false) {
      const version = this.upload(name, {
        bindings: change.bindings,
        triggeredBy: 'upload',
        ...change.version,
        at,
      });
      if (change.deployed !== false) {
        const { source, authorEmail } = version;
        const versions = [{ id: version.id, percentage: 100 }];
        this.deploy(name, { at, versions, source, authorEmail });
      }
    }
    return worker;
  }

  remove(name: string): void {
    this.#byTag.delete(this.get(name).tag);
    this.#workers.delete(name);
    this.#audit.record({
      action: 'delete',
      description: 'Delete script',
      product: 'workers',
      resourceType: 'script',
      resourceId: name,
      path: `/workers/scripts/${name}`,
    });
  }

  addDomain(name: string, hostname: string): void {
    this.get(name).domains.push({
      id: hexId(`domain/${hostname}`, 40),
      hostname,
      zoneName: hostname.split('.').slice(-2).join('.'),
      certificateId: uuidOf(`certificate/${hostname}`),
    });
  }

  setTags(name: string, tags: readonly string[]): void {
    const worker = this.get(name);
    worker.tags = [...tags];
    worker.modifiedOn = this.#clock.next();
  }

  upload(name: string, change: VersionChange = {}): WorkerVersion {
    const worker = this.get(name);
    const [previous] = worker.versions;
    const number = change.number ?? (previous?.number ?? 0) + 1;
    const seed = `${worker.tag}/version/${number}`;
    const version: WorkerVersion = {
      id: change.id ?? uuidOf(seed),
      number,
      createdOn: this.#clock.next(change.at),
      source: change.source ?? (change.build ? 'workersci' : 'wrangler'),
      authorEmail: change.authorEmail ?? ci,
      annotations: annotationsOf(change),
      bindings: change.bindings ?? previous?.bindings ?? [],
      etag: change.etag ?? hexId(`${seed}/etag`, 64),
    };
    worker.versions.unshift(version);
    worker.modifiedOn = version.createdOn;
    worker.lastDeployedFrom = version.source;
    if (change.build) {
      this.setBuild(version.id, buildOf(worker, version, change.build));
    }
    return version;
  }

  deploy(name: string, change: DeploymentChange = {}): WorkerDeployment {
    const worker = this.get(name);
    const versions =
      change.versions ??
      [
        this.upload(name, {
          triggeredBy: 'upload',
          at: change.at,
          ...change.version,
        }),
      ].map(version => ({ id: version.id, percentage: 100 }));
    for (const { id } of versions) this.version(worker, id);
    const createdOn = this.#clock.next(change.at);
    const deployment: WorkerDeployment = {
      id:
        change.id ??
        uuidOf(`${worker.tag}/deployment/${worker.deployments.length}`),
      createdOn,
      source: change.source ?? 'wrangler',
      authorEmail: change.authorEmail ?? ci,
      annotations: {
        'workers/triggered_by': change.triggeredBy ?? 'deployment',
        ...(change.message !== undefined && {
          'workers/message': change.message,
        }),
      },
      versions: versions.map(({ id, percentage }) => ({
        version_id: id,
        percentage,
      })),
    };
    worker.deployments.unshift(deployment);
    worker.modifiedOn = createdOn;
    this.#audit.record({
      at: createdOn,
      action: 'create',
      description: 'Create deployment',
      actorEmail: deployment.authorEmail,
      product: 'workers',
      resourceType: 'script',
      resourceId: name,
      path: `/workers/scripts/${name}/deployments`,
    });
    return deployment;
  }

  /** All traffic goes to the main version of the deployment before. */
  rollback(name: string, change: DeploymentChange = {}): WorkerDeployment {
    const previous = this.get(name).deployments[1];
    if (!previous) {
      throw new Error(`The Worker '${name}' has no deployment to roll back to`);
    }
    const id = previous.versions[0].version_id;
    return this.deploy(name, {
      triggeredBy: 'rollback',
      ...change,
      versions: [{ id, percentage: 100 }],
    });
  }

  /** The server makes a version of the same script, without annotations, and deploys it. */
  changeSecret(
    name: string,
    secret: string = 'API_KEY',
    change: Pick<DeploymentChange, 'at' | 'authorEmail'> = {},
  ): WorkerDeployment {
    const [previous] = this.get(name).versions;
    if (!previous) throw new Error(`The Worker '${name}' has no version`);
    const others = previous.bindings.filter(({ name: n }) => n !== secret);
    const version = this.upload(name, {
      ...change,
      triggeredBy: 'secret',
      etag: previous.etag,
      source: 'api',
      bindings: [...others, { type: 'secret_text', name: secret }],
    });
    return this.deploy(name, {
      ...change,
      source: 'api',
      triggeredBy: 'secret',
      versions: [{ id: version.id, percentage: 100 }],
    });
  }

  version(worker: Worker, id: string): WorkerVersion {
    const version = worker.versions.find(candidate => candidate.id === id);
    if (!version) throw new ApiFailure(404, 100146, 'Version not found.');
    return version;
  }
}
