import {
  CfWorker,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import {
  Provenance,
  ProvenanceOptions,
  resolveWorkerDeployment,
  VersionEvidence,
} from '@cloudflare-backstage/cloudflare-provenance';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { deploymentParameters } from '../deploymentParameters';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { analyticsDatasets } from './analyticsDatasets';
import { evidenceAnnotations } from './evidenceAnnotations';
import { secretCounts, secretParameters } from './secretParameters';
import { triggerParameters } from './triggerParameters';

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
  /** Absent: read before they were counted. */
  secrets: secretCounts.optional(),
  build: z
    .object({
      id: z.string(),
      commitHash: z.string().optional(),
      branch: z.string().optional(),
      repositoryUrl: z.string().optional(),
      pullRequestUrl: z.string().optional(),
    })
    // Null: none is known. Absent: not read.
    .nullish(),
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
type Deployment = NonNullable<WorkerDetail['deployment']>;

/** Workers: a Resource per script, with its active deployment. */
export const workersIngestion: ResourceIngestion<CfWorker, WorkerDetail> = {
  kind: kindOfProduct(products.workers),
  version: 2,
  entityTags: ['worker'],
  taggedAs: 'worker',
  bindingTargets: { service: ({ targetName }) => ({ name: targetName }) },
  usedFromOutside: true,
  list: (client, options) => client.workers.list(options),
  fill: (worker, known) => ({
    ...worker,
    deployedAt: worker.deployedAt ?? known.deployedAt,
    workersDevUrl: worker.workersDevUrl ?? known.workersDevUrl,
    tags: [...new Set([...worker.tags, ...known.tags])],
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
  detail: { schema: detail, read: readDetail, complete: readBuilds },
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
        ...(known && analyticsDatasets(bindingsOf(known))),
        ...(known &&
          secretParameters(servingVersions(known).map(v => v?.secrets))),
        ...(known &&
          deploymentParameters(
            deployment && {
              id: deployment.id,
              version: leadingVersion(deployment, known.versions),
              isGradual:
                deployment.versions.filter(({ percentage }) => percentage > 0)
                  .length > 1,
              deployedAt: deployment.createdAt,
              ...triggerParameters(deployment, known.versions, options),
              provenance: provenanceOf(deployment, known.versions, options),
            },
          )),
      },
    };
  },
  bindings: (_worker, known) => known && bindingsOf(known),
};

/** The versions that serve traffic; undefined are those that are not read. */
function servingVersions({ deployment, versions }: WorkerDetail) {
  return (deployment?.versions ?? []).map(({ id }) =>
    versions.find(v => v.id === id),
  );
}

function bindingsOf(known: WorkerDetail) {
  return servingVersions(known).flatMap(v => v?.bindings ?? []);
}

async function readDetail(
  client: CloudflareClient,
  worker: CfWorker,
  previous: WorkerDetail | undefined,
  options: ReadOptions,
): Promise<WorkerDetail> {
  const page = await client.workers.deployments(worker.name, {
    ...options,
    limit: DEPLOYMENTS_READ,
  });
  const [active, ...earlier] = page.items;
  if (!active) {
    return { versions: [] };
  }
  const known = new Map(
    previous?.versions.filter(v => v.secrets).map(v => [v.id, v]),
  );
  const versions = await Promise.all(
    active.versions.map(
      ({ id }) => known.get(id) ?? readVersion(client, worker, id, options),
    ),
  );
  const deployment = {
    id: active.id,
    createdAt: active.createdAt,
    annotations: evidenceAnnotations(active.annotations),
    versions: active.versions,
  };

  // A version that only changed a secret tells nothing of itself: what it
  // inherits from was deployed before it.
  const before = new Set(earlier.flatMap(d => d.versions.map(({ id }) => id)));
  versions.forEach(({ id }) => before.delete(id));
  for (const id of [...before].slice(0, MAX_INHERITANCE)) {
    const { state } = resolve(deployment, versions, { ciHosts: [] });
    if (state !== 'unknown') {
      break;
    }
    versions.push(
      known.get(id) ?? (await readVersion(client, worker, id, options)),
    );
  }
  return { deployment, versions };
}

async function readVersion(
  client: CloudflareClient,
  worker: CfWorker,
  versionId: string,
  options: ReadOptions,
): Promise<Version> {
  const { id, number, annotations, bindings, secrets } =
    await client.workers.version(worker.name, versionId, options);
  return {
    secrets,
    id,
    number,
    annotations: evidenceAnnotations(annotations),
    // The others name secrets and variables, and lead nowhere.
    bindings: bindings.filter(b => b.targetId ?? b.targetName),
  };
}

/** Reads the builds of all versions at once: a request tells of 20. */
async function readBuilds(
  client: CloudflareClient,
  details: readonly WorkerDetail[],
  options: ReadOptions,
): Promise<WorkerDetail[]> {
  const unbuilt = details.flatMap(({ versions }) =>
    versions.filter(v => !v.build).map(v => v.id),
  );
  const builds = await client.workers.builds(unbuilt, options);
  return details.map(known => ({
    ...known,
    versions: known.versions.map(v => ({
      ...v,
      build: v.build ?? builds.get(v.id) ?? null,
    })),
  }));
}

function resolve(
  deployment: Deployment,
  known: readonly Version[],
  options: ProvenanceOptions,
): Provenance {
  const versions: VersionEvidence[] = known.map(v => ({
    ...v,
    build: v.build ?? undefined,
  }));
  const evidence = {
    annotations: deployment.annotations,
    versions: deployment.versions.map(share => ({
      ...share,
      version: versions.find(({ id }) => id === share.id),
    })),
  };
  return resolveWorkerDeployment(evidence, versions, options).deployment;
}

function provenanceOf(
  deployment: Deployment,
  versions: readonly Version[],
  options: ProvenanceOptions,
): Provenance {
  const provenance = resolve(deployment, versions, options);
  const isRead = versions.every(({ build }) => build !== undefined);
  return provenance.state === 'none' && !isRead
    ? { ...provenance, state: 'unknown' }
    : provenance;
}

/** The version with the largest share, the newest of several. */
function leadingVersion(
  { versions: shares }: Deployment,
  versions: readonly Version[],
): string | undefined {
  const numberOf = (id: string) =>
    versions.find(v => v.id === id)?.number ?? -1;
  return [...shares].sort(
    (a, b) => b.percentage - a.percentage || numberOf(b.id) - numberOf(a.id),
  )[0]?.id;
}

const handlerList = new Intl.ListFormat('en');

function describeHandlers(handlers: readonly string[]): string {
  const words = handlers.filter(handler => /^[a-z_]+$/i.test(handler)).sort();
  return words.length
    ? `Cloudflare Worker that handles ${handlerList.format(words)} events.`
    : 'Cloudflare Worker.';
}
