import { secretMarkers } from '../fixtures/secretMarkers';
import { ApiFailure } from '../http/envelope';
import type { AccountClock, Instant } from './AccountClock';
import type { AuditLog } from './AuditLog';
import { hexId, uuidOf } from './ids';

/** A deployment of a Pages project as the API gives it. */
export type PagesDeployment = Record<string, unknown> & {
  id: string;
  environment: string;
  created_on: string;
};

export interface PagesProject {
  id: string;
  name: string;
  createdOn: string;
  productionBranch: string;
  domains: string[];
  /** Git source as the API gives it. */
  source?: Record<string, unknown>;
  buildConfig: Record<string, unknown>;
  deploymentConfigs: Record<string, unknown>;
  canonicalDeploymentId?: string;
  latestDeploymentId?: string;
  /** Newest first. */
  deployments: PagesDeployment[];
}

/**
 * A Pages project to add, without a deployment.
 *
 * @public
 */
export interface PagesProjectChange {
  at?: Instant;
  productionBranch?: string;
  /** Domains besides `<project>.pages.dev`. */
  domains?: readonly string[];
  /** GitHub repository `owner/name`; a direct upload project when absent. */
  repository?: string;
  /** Service bindings of production: variable name to Worker. */
  services?: Record<string, string>;
}

/**
 * A deployment of a Pages project.
 *
 * @public
 */
export interface PagesDeploymentChange {
  id?: string;
  at?: Instant;
  /** Default `production`. */
  environment?: 'production' | 'preview';
  branch?: string;
  commitHash?: string;
  commitMessage?: string;
  commitDirty?: boolean;
  /** `github:push` with a repository, else `ad_hoc`, unless told. */
  trigger?: string;
  /** Default `success`. */
  outcome?: 'success' | 'failure' | 'skipped' | 'active';
}

const stages = {
  success: ['deploy', 'success'],
  failure: ['build', 'failure'],
  skipped: ['queued', 'skipped'],
  active: ['build', 'active'],
};

const environmentDefaults = {
  compatibility_date: '2026-09-01',
  compatibility_flags: [],
  fail_open: true,
  always_use_latest_compatibility_date: false,
  build_image_major_version: 3,
  usage_model: 'standard',
};

const seconds = (time: string, more: number) =>
  new Date(Date.parse(time) + more * 1000).toISOString();

function sourceOf(repository: string, productionBranch: string) {
  const [owner, name] = repository.split('/');
  return {
    type: 'github',
    config: {
      owner,
      owner_id: '1001',
      repo_name: name,
      repo_id: String(parseInt(hexId(`repository/${repository}`, 6), 16)),
      production_branch: productionBranch,
      pr_comments_enabled: true,
      deployments_enabled: true,
      production_deployments_enabled: true,
      preview_deployment_setting: 'all',
      preview_branch_includes: ['*'],
      preview_branch_excludes: [],
      path_includes: ['*'],
      path_excludes: [],
    },
  };
}

/** The Pages projects of the account and how they change. */
export class Pages {
  readonly #projects = new Map<string, PagesProject>();
  readonly #clock: AccountClock;
  readonly #audit: AuditLog;
  /** How often a name was given: an id is never given twice. */
  readonly #generations = new Map<string, number>();

  constructor(clock: AccountClock, audit: AuditLog) {
    this.#clock = clock;
    this.#audit = audit;
  }

  get count(): number {
    return this.#projects.size;
  }

  list(): PagesProject[] {
    return [...this.#projects.values()];
  }

  get(name: string): PagesProject {
    const project = this.#projects.get(name);
    if (!project) {
      throw new ApiFailure(
        404,
        8000007,
        'Project not found. The specified project name does not match any of your existing projects.',
      );
    }
    return project;
  }

  /** Adds a project that is complete already. */
  put(project: PagesProject): void {
    this.#projects.set(project.name, project);
  }

  add(name: string, change: PagesProjectChange = {}): PagesProject {
    if (this.#projects.has(name)) {
      throw new Error(`There is a Pages project '${name}' already`);
    }
    const generation = this.#generations.get(name) ?? 0;
    this.#generations.set(name, generation + 1);
    const createdOn = this.#clock.next(change.at);
    const productionBranch = change.productionBranch ?? 'main';
    const services = Object.entries(change.services ?? {}).map(
      ([variable, worker]) => [
        variable,
        { service: worker, environment: 'production' },
      ],
    );
    const project: PagesProject = {
      id: uuidOf(`pages/${name}/${generation}`),
      name,
      createdOn,
      productionBranch,
      domains: [`${name}.pages.dev`, ...(change.domains ?? [])],
      ...(change.repository && {
        source: sourceOf(change.repository, productionBranch),
      }),
      buildConfig: {
        build_command: 'npm run build',
        destination_dir: 'dist',
        root_dir: '',
        build_caching: true,
        web_analytics_tag: null,
        web_analytics_token: null,
      },
      deploymentConfigs: {
        preview: { env_vars: null, ...environmentDefaults },
        production: {
          env_vars: {
            SENTRY_TOKEN: { type: 'secret_text', value: '' },
            API_PASSWORD: {
              type: 'plain_text',
              value: secretMarkers.pagesVariable,
            },
          },
          ...(services.length && { services: Object.fromEntries(services) }),
          ...environmentDefaults,
        },
      },
      deployments: [],
    };
    this.put(project);
    return project;
  }

  remove(name: string): void {
    this.get(name);
    this.#projects.delete(name);
    this.#audit.record({
      action: 'delete',
      description: 'Delete project',
      product: 'pages',
      resourceType: 'project',
      resourceId: name,
      path: `/pages/projects/${name}`,
    });
  }

  deploy(name: string, change: PagesDeploymentChange = {}): PagesDeployment {
    const project = this.get(name);
    const at = this.#clock.next(change.at);
    const seed = `${project.id}/deployment/${project.deployments.length}`;
    const id = change.id ?? uuidOf(seed);
    const environment = change.environment ?? 'production';
    const outcome = change.outcome ?? 'success';
    const skipped = outcome === 'skipped';
    const ended = outcome === 'success' || outcome === 'failure';
    const [stage, status] = stages[outcome];
    const deployment: PagesDeployment = {
      id,
      short_id: id.slice(0, 8),
      project_id: project.id,
      project_name: name,
      environment,
      url: `https://${id.slice(0, 8)}.${name}.pages.dev`,
      aliases: environment === 'production' ? [] : null,
      created_on: at,
      modified_on: seconds(at, skipped ? 1 : 90),
      is_skipped: skipped,
      ...(skipped && { skip_reason: 'commit_message' }),
      deployment_trigger: {
        type: change.trigger ?? (project.source ? 'github:push' : 'ad_hoc'),
        metadata: {
          branch: change.branch ?? project.productionBranch,
          commit_hash: change.commitHash ?? '',
          commit_message: change.commitMessage ?? '',
          commit_dirty: change.commitDirty ?? false,
        },
      },
      latest_stage: {
        name: stage,
        status,
        started_on: skipped ? null : seconds(at, 20),
        ended_on: ended ? seconds(at, 90) : null,
      },
      stages: [],
      env_vars: null,
    };
    project.deployments.unshift(deployment);
    project.latestDeploymentId = id;
    if (environment === 'production' && outcome === 'success') {
      project.canonicalDeploymentId = id;
    }
    this.#audit.record({
      at,
      action: 'create',
      description: 'Create deployment',
      product: 'pages',
      resourceType: 'project',
      resourceId: name,
      path: `/pages/projects/${name}/deployments`,
    });
    return deployment;
  }
}
