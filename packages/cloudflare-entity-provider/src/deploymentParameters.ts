import { JsonObject } from '@backstage/types';
import { Provenance } from '@cloudflare-backstage/cloudflare-provenance';
import { LastDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';

/** `parameters.lastDeployment` of a resource that serves traffic. */
export function lastDeployment(deployment: {
  id: string;
  version?: string;
  deployedAt: string;
  provenance: Provenance;
}): JsonObject {
  const { id, version, deployedAt, provenance } = deployment;
  return {
    id,
    version,
    deployedAt,
    commitSha: provenance.commitSha,
    ciRunUrl: provenance.ciRunUrl,
    provenance: provenance.state,
  } satisfies LastDeployment;
}
