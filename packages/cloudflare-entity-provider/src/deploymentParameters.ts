import { JsonObject } from '@backstage/types';
import {
  Provenance,
  toProvenanceSummary,
} from '@cloudflare-backstage/cloudflare-provenance';
import { DeploymentParameters } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * What the parameters of a resource tell of its deployment, once it was read;
 * null or undefined when none serves traffic.
 */
export function deploymentParameters(
  deployment:
    | {
        id: string;
        version?: string;
        /** Several versions share the traffic. */
        isGradual?: boolean;
        deployedAt: string;
        triggeredBy?: string;
        ticketUrl?: string;
        provenance: Provenance;
      }
    | null
    | undefined,
): JsonObject {
  if (!deployment) {
    return { notDeployed: true } satisfies DeploymentParameters;
  }
  const { id, version, isGradual, deployedAt, provenance } = deployment;
  const { triggeredBy, ticketUrl } = deployment;
  // Everybody reads entities: a run in the words of whoever deployed stays out,
  // and one of Workers Builds, which Cloudflare names, is told.
  const { ciRunText } = toProvenanceSummary({
    ...provenance,
    ciRunText: undefined,
  });
  const lastDeployment: DeploymentParameters['lastDeployment'] & JsonObject = {
    id,
    version,
    ...(isGradual && { gradual: true }),
    deployedAt,
    commitSha: provenance.commitSha,
    commitUrl: provenance.commitUrl,
    ciRunUrl: provenance.ciRunUrl,
    ciRunText,
    commitDirty: provenance.commitDirty,
    triggeredBy,
    ticketUrl,
    provenance: provenance.state,
  };
  return { lastDeployment };
}
