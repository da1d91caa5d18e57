import { CfWorkerDeployment } from '@cloudflare-backstage/cloudflare-client';
import {
  ProvenanceFields,
  ProvenanceOptions,
  resolveWorkerDeployment,
  toProvenanceSummary,
} from '@cloudflare-backstage/cloudflare-provenance';
import { WorkerDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { KnownVersion } from './VersionReader';

type Versions = ReadonlyMap<string, KnownVersion>;

/** Puts a deployment together with what its versions tell. */
export function toWorkerDeployment(
  deployment: CfWorkerDeployment,
  around: {
    /** The deployment that it took over from. */
    previous?: CfWorkerDeployment;
    active: boolean;
    env?: string;
    versions: Versions;
    /** The build manifest that was handed in under an id. */
    manifestOf(id: string): ProvenanceFields | undefined;
    options: ProvenanceOptions;
  },
): WorkerDeployment {
  const { versions, active, manifestOf } = around;
  const withManifest = (version: KnownVersion | undefined) =>
    version && { ...version, manifest: manifestOf(version.id) };
  const { annotations } = deployment;
  const resolved = resolveWorkerDeployment(
    {
      annotations,
      manifest: manifestOf(deployment.id),
      versions: deployment.versions.map(part => ({
        ...part,
        version: withManifest(versions.get(part.id)),
      })),
    },
    [...versions.values()].flatMap(version => withManifest(version) ?? []),
    around.options,
  );
  const provenance = toProvenanceSummary(resolved.deployment);
  const serving = deployment.versions.filter(part => part.percentage > 0);
  return {
    id: deployment.id,
    createdAt: deployment.createdAt,
    env: around.env,
    status: statusOf(active, serving.length),
    version: leadingVersion(deployment, versions)?.id,
    versions: deployment.versions.map(({ id, percentage }) => ({
      id,
      percentage,
      number: versions.get(id)?.number,
      createdAt: versions.get(id)?.createdAt,
      triggeredBy: versions.get(id)?.annotations?.['workers/triggered_by'],
      provenance: toProvenanceSummary(resolved.versions.get(id)!),
    })),
    commitSha: provenance.commitSha,
    ciRunUrl: provenance.ciRunUrl,
    source: deployment.source,
    triggeredBy: annotations['workers/triggered_by'],
    rollback: isRollback(deployment, around.previous, versions),
    message: annotations['workers/message'],
    author: deployment.authorEmail,
    provenance,
  };
}

function statusOf(
  active: boolean,
  servingVersions: number,
): WorkerDeployment['status'] {
  if (!active) {
    return 'superseded';
  }
  return servingVersions > 1 ? 'gradual' : 'active';
}

/** The version with the largest share, the newest of several. */
function leadingVersion(deployment: CfWorkerDeployment, versions: Versions) {
  const numberOf = (id: string) => versions.get(id)?.number ?? -1;
  return [...deployment.versions].sort(
    (a, b) => b.percentage - a.percentage || numberOf(b.id) - numberOf(a.id),
  )[0];
}

/** Whether traffic went back to a version older than all that served before. */
function isRollback(
  deployment: CfWorkerDeployment,
  previous: CfWorkerDeployment | undefined,
  versions: Versions,
): boolean {
  const { annotations } = deployment;
  if (
    annotations['workers/triggered_by'] === 'rollback' ||
    annotations['workers/rollback_from'] !== undefined
  ) {
    return true;
  }
  const now = newestServing(deployment, versions);
  const before = previous && newestServing(previous, versions);
  return now !== undefined && before !== undefined && now < before;
}

function newestServing(
  deployment: CfWorkerDeployment,
  versions: Versions,
): number | undefined {
  const numbers = deployment.versions
    .filter(({ percentage }) => percentage > 0)
    .map(({ id }) => versions.get(id)?.number);
  return numbers.length === 0 || numbers.includes(undefined)
    ? undefined
    : Math.max(...(numbers as number[]));
}
