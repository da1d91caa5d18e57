import {
  DeploymentEvidence,
  ProvenanceOptions,
  resolveWorkerDeployment,
  VersionEvidence,
} from '../index';

export const options: ProvenanceOptions = {
  ciHosts: ['github.com', '*.acme.example'],
};
export const A = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
export const B = 'b1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

export function run(id: number): string {
  return `https://github.com/acme/api/actions/runs/${id}`;
}

export function annotated(
  tag?: string,
  message?: string,
  triggeredBy: string = 'upload',
): Record<string, string> {
  return {
    ...(tag && { 'workers/tag': tag }),
    ...(message && { 'workers/message': message }),
    'workers/triggered_by': triggeredBy,
  };
}

export function version(
  number: number,
  evidence: Partial<VersionEvidence> = {},
): VersionEvidence {
  return { id: `v${number}`, number, ...evidence };
}

export function deploymentOf(
  parts: [VersionEvidence, number][],
  annotations?: Record<string, string>,
): DeploymentEvidence {
  return {
    annotations,
    versions: parts.map(([part, percentage]) => ({
      id: part.id,
      percentage,
      version: part,
    })),
  };
}

/** The provenance of a deployment of one version. */
export function resolveOne(
  evidence: Partial<VersionEvidence>,
  annotations?: Record<string, string>,
) {
  return resolveWorkerDeployment(
    deploymentOf([[version(2, evidence), 100]], annotations),
    [],
    options,
  ).deployment;
}
