import { claimOf, claimOfMessage } from './claims';
import { manifestFields } from './manifestFields';
import {
  DeploymentEvidence,
  Provenance,
  ProvenanceConflict,
  ProvenanceOptions,
  ProvenanceState,
  VersionEvidence,
} from './types';
import { resolveVersion } from './versions';

/** The worst first: a state that hides the others behind it. */
const STATES_BY_GRAVITY: ProvenanceState[] = [
  'conflict',
  'unknown',
  'none',
  'partial',
  'complete',
];

/**
 * Tells where a deployment of a Worker came from.
 *
 * Every version with a share of the traffic has to resolve: the deployment's
 * state is the worst of theirs, its conflicts are all of theirs, and its commit
 * and CI run are those of the version with the largest share, the newest of
 * several. The message of a deployment and its build manifest speak for the
 * newest of its versions, and for none after a rollback, which keeps the
 * provenance that the older version has of itself.
 *
 * @param history - versions of the same Worker, from which a version that only
 *   changed a secret or a setting inherits
 * @returns the deployment's provenance, and that of each of its versions by id
 * @public
 */
export function resolveWorkerDeployment(
  evidence: DeploymentEvidence,
  history: readonly VersionEvidence[],
  options: ProvenanceOptions,
): { deployment: Provenance; versions: Map<string, Provenance> } {
  const parts = evidence.versions.map(({ id, percentage, version }) => ({
    id,
    percentage,
    version: version ?? history.find(known => known.id === id),
  }));
  const serving = parts.filter(({ percentage }) => percentage > 0);
  const announced = announcedVersion(evidence, serving);
  const ofDeployment = [
    ...claimOf('manifest', manifestFields(evidence.manifest)),
    ...claimOfMessage(
      'deployment-message',
      evidence.annotations?.['workers/message'],
      options,
    ),
  ];

  const versions = new Map<string, Provenance>();
  for (const { id, version } of parts) {
    versions.set(
      id,
      version
        ? resolveVersion(
            version,
            history,
            options,
            version === announced ? ofDeployment : [],
          )
        : unknownProvenance(),
    );
  }

  const byShare = [...serving].sort(
    (a, b) =>
      b.percentage - a.percentage ||
      (b.version?.number ?? -1) - (a.version?.number ?? -1),
  );
  const resolved = byShare.map(({ id }) => versions.get(id)!);
  const leading = resolved[0] ?? unknownProvenance();
  return {
    deployment: {
      ...leading,
      state:
        STATES_BY_GRAVITY.find(state =>
          resolved.some(provenance => provenance.state === state),
        ) ?? 'unknown',
      conflicts: distinct(resolved.flatMap(({ conflicts }) => conflicts)),
    },
    versions,
  };
}

/** The version that a deployment brings, and that its message and manifest are about. */
function announcedVersion(
  { annotations = {} }: DeploymentEvidence,
  serving: { version?: VersionEvidence }[],
): VersionEvidence | undefined {
  if (
    annotations['workers/triggered_by'] === 'rollback' ||
    annotations['workers/rollback_from'] !== undefined
  ) {
    return undefined;
  }
  if (serving.length === 1) {
    return serving[0].version;
  }
  const numbers = serving.map(({ version }) => version?.number);
  if (numbers.includes(undefined)) {
    return undefined;
  }
  const newest = Math.max(...(numbers as number[]));
  return serving[numbers.indexOf(newest)]?.version;
}

function unknownProvenance(): Provenance {
  return { state: 'unknown', sources: {}, conflicts: [], inherited: false };
}

function distinct(conflicts: ProvenanceConflict[]): ProvenanceConflict[] {
  return [
    ...new Map(
      conflicts.map(conflict => [JSON.stringify(conflict), conflict]),
    ).values(),
  ];
}
