import {
  CfWorker,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  DeploymentEvidence,
  resolveWorkerDeployment,
  VersionEvidence,
} from '@cloudflare-backstage/cloudflare-provenance';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { lastDeployment } from '../lastDeployment';
import {
  DetailReadOptions,
  kindOfProduct,
  ResourceIngestion,
} from '../ResourceIngestion';
import { problemOf } from '../syncProblems';

/** Earlier versions that are read to find what a changed secret inherits from. */
const MAX_INHERITANCE = 3;
/** Deployments of which the versions may be looked at; the first is the active one. */
const DEPLOYMENTS_READ = 10;

const binding = z.object({
  type: z.string(),
  name: z.string(),
  targetId: z.string().optional(),
  targetName: z.string().optional(),
  targetScope: z.string().optional(),
});

const version = z.object({
  id: z.string(),
  number: z.number().optional(),
  annotations: z.record(z.string(), z.string()),
  bindings: z.array(binding),
  build: z
    .object({
      id: z.string(),
      commitHash: z.string().optional(),
      branch: z.string().optional(),
      repositoryUrl: z.string().optional(),
      pullRequestUrl: z.string().optional(),
    })
    .optional(),
});
type Version = z.infer<typeof version>;

const detail = z.object({
  /** Absent: never deployed. */
  deployment: z
    .object({
      id: z.string(),
      createdAt: z.string(),
      annotations: z.record(z.string(), z.string()),
      versions: z.array(z.object({ id: z.string(), percentage: z.number() })),
    })
    .optional(),
  /** Versions are immutable: what is here is never read again. */
  versions: z.array(version),
});
type WorkerDetail = z.infer<typeof detail>;

/** Workers: a Resource per script, with its active deployment. */
export const workersIngestion: ResourceIngestion<CfWorker, WorkerDetail> = {
  kind: kindOfProduct(products.workers),
  version: 1,
  entityTags: ['worker'],
  taggedAs: 'worker',
  bindingTypes: ['service'],
  list: (client, options) => client.workers.list(options),
  fill: (worker, known) => ({
    ...worker,
    deployedAt: worker.deployedAt ?? known.deployedAt,
    workersDevUrl: worker.workersDevUrl ?? known.workersDevUrl,
    tags: worker.tags.length ? worker.tags : known.tags,
    customDomains: worker.customDomains.length
      ? worker.customDomains
      : known.customDomains,
  }),
  describe: worker => ({
    id: worker.id,
    qualifiedName: worker.name,
    title: worker.name,
    tags: worker.tags,
    changeToken: JSON.stringify([
      worker.modifiedAt,
      worker.deployedAt,
      worker.etag,
    ]),
    lastChange: worker.deployedAt ?? worker.modifiedAt ?? worker.createdAt,
  }),
  detail: { schema: detail, read: readDetail },
  toEntity: (worker, known, options) => {
    const hostnames = [
      ...new Set(worker.customDomains.map(domain => domain.hostname)),
    ].sort();
    const deployment = known?.deployment;
    return {
      description: describeHandlers(worker.handlers),
      links: [
        ...hostnames.map(hostname => ({
          url: `https://${hostname}`,
          title: hostname,
        })),
        ...(worker.workersDevUrl
          ? [{ url: worker.workersDevUrl, title: 'workers.dev' }]
          : []),
      ],
      parameters: {
        scriptName: worker.name,
        ...(worker.workersDevUrl && { url: worker.workersDevUrl }),
        ...(hostnames.length && { customDomains: hostnames }),
        ...(deployment && {
          lastDeployment: lastDeployment({
            id: deployment.id,
            version: byShare(deployment.versions)[0]?.id,
            deployedAt: deployment.createdAt,
            provenance: resolveWorkerDeployment(
              evidenceOf(deployment, known.versions),
              known.versions,
              options,
            ).deployment,
          }),
        }),
      },
    };
  },
  bindings: (_worker, known) =>
    known?.deployment &&
    byShare(known.deployment.versions).flatMap(
      ({ id }) => known.versions.find(v => v.id === id)?.bindings ?? [],
    ),
};

async function readDetail(
  client: CloudflareClient,
  worker: CfWorker,
  previous: WorkerDetail | undefined,
  options: DetailReadOptions,
): Promise<WorkerDetail> {
  const page = await client.workers.deployments(worker.name, {
    ...options,
    limit: DEPLOYMENTS_READ,
  });
  const [active, ...earlier] = page.items;
  if (!active) {
    return { versions: [] };
  }
  const known = new Map(previous?.versions.map(v => [v.id, v]));
  const versions = await Promise.all(
    active.versions.map(
      ({ id }) => known.get(id) ?? readVersion(client, worker, id, options),
    ),
  );
  const deployment = {
    id: active.id,
    createdAt: active.createdAt,
    annotations: active.annotations,
    versions: active.versions,
  };

  // A version that only changed a secret tells nothing of itself: what it
  // inherits from was deployed before it.
  const before = new Set(earlier.flatMap(d => d.versions.map(({ id }) => id)));
  versions.forEach(({ id }) => before.delete(id));
  for (const id of [...before].slice(0, MAX_INHERITANCE)) {
    const { state } = resolveWorkerDeployment(
      evidenceOf(deployment, versions),
      versions,
      { ciHosts: [] },
    ).deployment;
    if (state !== 'unknown') {
      break;
    }
    versions.push(
      known.get(id) ?? (await readVersion(client, worker, id, options)),
    );
  }
  return { deployment, versions: await withBuilds(client, versions, options) };
}

async function readVersion(
  client: CloudflareClient,
  worker: CfWorker,
  versionId: string,
  options: DetailReadOptions,
): Promise<Version> {
  const { id, number, annotations, bindings } = await client.workers.version(
    worker.name,
    versionId,
    options,
  );
  return { id, number, annotations, bindings };
}

async function withBuilds(
  client: CloudflareClient,
  versions: Version[],
  options: DetailReadOptions,
): Promise<Version[]> {
  const unbuilt = versions.filter(v => !v.build).map(v => v.id);
  if (unbuilt.length === 0) {
    return versions;
  }
  try {
    const builds = await client.workers.builds(unbuilt, options);
    return versions.map(v => {
      const build = v.build ?? builds.get(v.id);
      return build ? { ...v, build } : v;
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    options.onProblem(problemOf(error, 'Workers Builds'));
    return versions;
  }
}

function evidenceOf(
  deployment: NonNullable<WorkerDetail['deployment']>,
  versions: readonly VersionEvidence[],
): DeploymentEvidence {
  return {
    annotations: deployment.annotations,
    versions: deployment.versions.map(share => ({
      ...share,
      version: versions.find(v => v.id === share.id),
    })),
  };
}

function byShare<T extends { percentage: number }>(versions: readonly T[]) {
  return [...versions].sort((a, b) => b.percentage - a.percentage);
}

const handlerList = new Intl.ListFormat('en');

function describeHandlers(handlers: readonly string[]): string {
  const words = handlers.filter(handler => /^[a-z_]+$/i.test(handler)).sort();
  return words.length
    ? `Cloudflare Worker that handles ${handlerList.format(words)} events.`
    : 'Cloudflare Worker.';
}
