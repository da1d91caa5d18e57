import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { listOf, maybe, timestamp } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import { readNumberedPage } from '../transport/paged';
import {
  bindingFieldsSchema,
  countSecrets,
  toBinding,
  variableSchema,
} from './bindings';
import { repositoryUrl } from './links';
import type { CfBinding } from './bindings.types';
import type {
  CfPagesDeployment,
  CfPagesProject,
  PagesArea,
} from './pages.types';

/** The largest page that Cloudflare's own clients ask for. */
const PROJECTS_PER_PAGE = 10;
const DEPLOYMENTS_PER_PAGE = 25;

const PROJECTS: Subject = {
  area: 'pages',
  product: 'pages',
  what: 'the Pages projects',
  permission: 'Pages Read',
};

const text = maybe(z.string());

const deploymentSchema = z
  .object({
    id: z.string(),
    short_id: text,
    created_on: timestamp,
    modified_on: text,
    environment: text,
    url: text,
    aliases: listOf(z.string()),
    is_skipped: maybe(z.boolean()),
    skip_reason: text,
    deployment_trigger: maybe(
      z.object({
        type: text,
        metadata: maybe(
          z.object({
            branch: text,
            commit_hash: text,
            commit_message: text,
            commit_dirty: maybe(z.boolean()),
          }),
        ),
      }),
    ),
    latest_stage: maybe(
      z.object({
        name: text,
        status: text,
        started_on: text,
        ended_on: maybe(timestamp),
      }),
    ),
  })
  .transform((raw): CfPagesDeployment => {
    const trigger = raw.deployment_trigger;
    const stage = raw.latest_stage;
    return {
      id: raw.id,
      shortId: raw.short_id,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
      environment: raw.environment,
      url: raw.url,
      aliases: raw.aliases,
      trigger: trigger?.type,
      // A direct upload leaves these empty.
      branch: trigger?.metadata?.branch || undefined,
      commitHash: trigger?.metadata?.commit_hash || undefined,
      commitMessage: trigger?.metadata?.commit_message || undefined,
      commitDirty: trigger?.metadata?.commit_dirty,
      stage:
        stage?.name && stage.status
          ? {
              name: stage.name,
              status: stage.status,
              startedAt: stage.started_on,
              endedAt: stage.ended_on,
            }
          : undefined,
      skipped: raw.is_skipped ?? false,
      skipReason: raw.skip_reason,
    };
  });

const bound = maybe(z.record(z.string(), bindingFieldsSchema.nullable()));

const environmentSchema = z.object({
  env_vars: maybe(z.record(z.string(), variableSchema.nullable())),
  kv_namespaces: bound,
  d1_databases: bound,
  // Here the bucket's and the queue's name is the field `name`.
  r2_buckets: bound,
  queue_producers: bound,
  durable_object_namespaces: bound,
  analytics_engine_datasets: bound,
  hyperdrive_bindings: bound,
  vectorize_bindings: bound,
  services: bound,
  ai_bindings: bound,
  browsers: bound,
  mtls_certificates: bound,
});

/** A project keeps its bindings in one map per kind; the words are the Workers'. */
const BINDING_MAPS = {
  kv_namespaces: 'kv_namespace',
  d1_databases: 'd1',
  r2_buckets: 'r2_bucket',
  queue_producers: 'queue',
  durable_object_namespaces: 'durable_object_namespace',
  analytics_engine_datasets: 'analytics_engine',
  hyperdrive_bindings: 'hyperdrive',
  vectorize_bindings: 'vectorize',
  services: 'service',
  ai_bindings: 'ai',
  browsers: 'browser',
  mtls_certificates: 'mtls_certificate',
} as const;

function readBindings(
  environment: z.infer<typeof environmentSchema> | undefined,
): CfBinding[] {
  if (!environment) {
    return [];
  }
  const kinds = Object.keys(BINDING_MAPS) as (keyof typeof BINDING_MAPS)[];
  const bindings = kinds.flatMap(kind =>
    Object.entries(environment[kind] ?? {}).map(([name, fields]) =>
      toBinding({
        ...fields,
        bucket_name: fields?.name,
        queue_name: fields?.name,
        type: BINDING_MAPS[kind],
        name,
      } as Parameters<typeof toBinding>[0]),
    ),
  );
  const variables = Object.entries(environment.env_vars ?? {}).map(
    ([name, variable]) => ({ type: variable?.type ?? 'unknown', name }),
  );
  return [...bindings, ...variables];
}

function readSecrets({ env_vars }: z.infer<typeof environmentSchema>) {
  const variables = Object.entries(env_vars ?? {});
  return countSecrets(
    variables.flatMap(([name, variable]) =>
      variable ? { ...variable, name } : [],
    ),
  );
}

const projectSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    subdomain: text,
    domains: listOf(z.string()),
    created_on: text,
    production_branch: text,
    source: maybe(
      z.object({
        type: text,
        config: maybe(z.object({ owner: text, repo_name: text })),
      }),
    ),
    // Null says that there is none; without the key nothing is said.
    canonical_deployment: deploymentSchema.nullish(),
    latest_deployment: maybe(deploymentSchema),
    deployment_configs: maybe(
      z.object({ production: maybe(environmentSchema) }),
    ),
  })
  .transform((raw): CfPagesProject => {
    const production = raw.deployment_configs?.production;
    return {
      id: raw.id,
      name: raw.name,
      createdAt: raw.created_on,
      subdomain: raw.subdomain,
      domains: raw.domains,
      productionBranch: raw.production_branch,
      repositoryUrl: repositoryUrl(
        raw.source?.type,
        raw.source?.config?.owner,
        raw.source?.config?.repo_name,
      ),
      canonicalDeployment: raw.canonical_deployment,
      latestDeployment: raw.latest_deployment,
      bindings: readBindings(production),
      secrets: production && readSecrets(production),
    };
  });

function createPagesArea(connection: Connection): PagesArea {
  const account_id = connection.accountId;
  return {
    list: options =>
      readNumbered({
        subject: PROJECTS,
        schema: projectSchema,
        identify: project => project.id,
        perPage: PROJECTS_PER_PAGE,
        read: (page, per_page) =>
          connection.read(PROJECTS, options, (sdk, send) =>
            sdk.pages.projects.list({ account_id, page, per_page }, send),
          ),
      }),
    async deployments(project, options) {
      const name = pathParameter(project, 'Pages project name');
      const subject: Subject = {
        ...PROJECTS,
        what: `the deployments of Pages project '${project}'`,
        named: true,
      };
      const env = options?.environment;
      return readNumberedPage(
        {
          subject,
          schema: deploymentSchema,
          identify: deployment => deployment.id,
          perPage: DEPLOYMENTS_PER_PAGE,
          read: (page, per_page) =>
            connection.read(subject, options, (sdk, send) =>
              sdk.pages.projects.deployments.list(
                name,
                { account_id, page, per_page, ...(env && { env }) },
                send,
              ),
            ),
        },
        options,
      );
    },
  };
}

/** Pages: projects and deployments. */
export const pagesArea: AreaDefinition<PagesArea> = {
  requests: [
    'GET /accounts/{account}/pages/projects',
    'GET /accounts/{account}/pages/projects/{project}/deployments',
  ],
  create: createPagesArea,
};
