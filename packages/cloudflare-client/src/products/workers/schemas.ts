import { z } from 'zod';
import { listOf, maybe, textRecord, timestamp } from '../../parsing';
import {
  bindingFieldsSchema,
  countSecrets,
  toBinding,
  variableSchema,
} from '../bindings';
import { repositoryUrl, webUrl } from '../links';
import type {
  CfBuild,
  CfWorkerDeployment,
  CfWorkerDomain,
  CfWorkerVersion,
} from '../workers.types';

/** An item of the list of scripts, which says which Workers there are. */
export const scriptSchema = z
  .object({
    id: z.string(),
    tag: maybe(z.string()),
    tags: listOf(z.string()),
    etag: maybe(z.string()),
    handlers: listOf(z.string()),
    created_on: maybe(z.string()),
    modified_on: maybe(z.string()),
    last_deployed_from: maybe(z.string()),
    usage_model: maybe(z.string()),
    compatibility_date: maybe(z.string()),
  })
  .transform(raw => ({
    name: raw.id,
    tag: raw.tag,
    tags: raw.tags,
    etag: raw.etag,
    handlers: raw.handlers,
    createdAt: raw.created_on,
    modifiedAt: raw.modified_on,
    lastDeployedFrom: raw.last_deployed_from,
    usageModel: raw.usage_model,
    compatibilityDate: raw.compatibility_date,
  }));

/** A custom domain. */
export const domainSchema = z
  .object({
    hostname: z.string(),
    zone_id: maybe(z.string()),
    zone_name: maybe(z.string()),
    service: maybe(z.string()),
    environment: maybe(z.string()),
  })
  .transform(
    (raw): CfWorkerDomain => ({
      hostname: raw.hostname,
      zoneId: raw.zone_id,
      zoneName: raw.zone_name,
      service: raw.service,
      environment: raw.environment,
    }),
  );

/** An item of the newer list, which adds deployment time and URL. */
export const betaWorkerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    created_on: maybe(z.string()),
    deployed_on: maybe(timestamp),
    tags: listOf(z.string()),
    subdomain: maybe(
      z.object({ enabled: maybe(z.boolean()), url: maybe(z.string()) }),
    ),
    references: maybe(z.object({ domains: listOf(domainSchema) })),
  })
  .transform(raw => ({
    id: raw.id,
    name: raw.name,
    createdAt: raw.created_on,
    deployedAt: raw.deployed_on,
    tags: raw.tags,
    workersDevUrl: raw.subdomain?.enabled
      ? webUrl(raw.subdomain.url)
      : undefined,
    domains: raw.references?.domains ?? [],
  }));

const buildSchema = z
  .object({
    build_uuid: z.string(),
    status: maybe(z.string()),
    build_outcome: maybe(z.string()),
    pull_request_url: maybe(z.string()),
    build_trigger_metadata: maybe(
      z.object({
        branch: maybe(z.string()),
        commit_hash: maybe(z.string()),
        provider_type: maybe(z.string()),
        provider_account_name: maybe(z.string()),
        repo_name: maybe(z.string()),
        pull_request_url: maybe(z.string()),
      }),
    ),
  })
  .transform((raw): Omit<CfBuild, 'versionId'> => {
    const trigger = raw.build_trigger_metadata;
    return {
      id: raw.build_uuid,
      status: raw.status,
      outcome: raw.build_outcome,
      commitHash: trigger?.commit_hash || undefined,
      branch: trigger?.branch || undefined,
      repositoryUrl: repositoryUrl(
        trigger?.provider_type,
        trigger?.provider_account_name,
        trigger?.repo_name,
      ),
      pullRequestUrl: webUrl(raw.pull_request_url ?? trigger?.pull_request_url),
    };
  });

/** Builds as a map by version id; versions without a build are not in it. */
export const buildsSchema = z
  .object({ builds: z.record(z.string(), buildSchema.nullable()).nullish() })
  .transform(({ builds }) =>
    Object.entries(builds ?? {}).flatMap(([versionId, build]): CfBuild[] =>
      build ? [{ ...build, versionId }] : [],
    ),
  );

/** A deployment. */
export const deploymentSchema = z
  .object({
    id: z.string(),
    created_on: timestamp,
    source: maybe(z.string()),
    strategy: maybe(z.string()),
    versions: listOf(
      z.object({ version_id: z.string(), percentage: z.number() }),
    ),
    annotations: textRecord,
    author_email: maybe(z.string()),
  })
  .transform(
    (raw): CfWorkerDeployment => ({
      id: raw.id,
      createdAt: raw.created_on,
      source: raw.source,
      strategy: raw.strategy,
      versions: raw.versions
        .map(({ version_id, percentage }) => ({ id: version_id, percentage }))
        .sort((a, b) => b.percentage - a.percentage),
      annotations: raw.annotations,
      authorEmail: raw.author_email,
    }),
  );

/** A version: annotations and bindings in one. */
export const versionSchema = z
  .object({
    id: z.string(),
    number: maybe(z.number()),
    created_on: maybe(z.string()),
    source: maybe(z.string()),
    annotations: textRecord,
    author_email: maybe(z.string()),
    bindings: listOf(bindingFieldsSchema.extend(variableSchema.shape)),
  })
  .transform(
    (raw): CfWorkerVersion => ({
      id: raw.id,
      number: raw.number,
      createdAt: raw.created_on,
      source: raw.source,
      annotations: raw.annotations,
      authorEmail: raw.author_email,
      bindings: raw.bindings.map(toBinding),
      secrets: countSecrets(raw.bindings),
    }),
  );

/** The cron triggers of a script. */
export const cronsSchema = z.object({
  schedules: listOf(
    z
      .object({
        cron: z.string(),
        created_on: maybe(z.string()),
        modified_on: maybe(z.string()),
      })
      .transform(raw => ({
        cron: raw.cron,
        createdAt: raw.created_on,
        modifiedAt: raw.modified_on,
      })),
  ),
});

/** A zone, as far as its routes need it; the id becomes part of a path. */
export const zoneSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string(),
  account: maybe(z.object({ id: z.string() })),
});

/** A route of a zone. */
export const routeSchema = z.object({
  id: z.string(),
  pattern: z.string(),
  script: maybe(z.string()),
});
