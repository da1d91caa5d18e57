import {
  ProvenanceOptions,
  ticketUrlOf,
} from '@cloudflare-backstage/cloudflare-provenance';
import { LastDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';

interface Annotated {
  annotations: Record<string, string>;
}

const SECRET = 'secret';

/** What made what serves, and the ticket of a changed secret. */
export function triggerParameters(
  deployment: Annotated & { versions: { id: string; percentage: number }[] },
  versions: readonly (Annotated & { id: string })[],
  options: ProvenanceOptions,
): Pick<LastDeployment, 'triggeredBy' | 'ticketUrl'> {
  const serving = deployment.versions
    .filter(({ percentage }) => percentage > 0)
    .sort((a, b) => b.percentage - a.percentage)
    .map(({ id }) => versions.find(version => version.id === id));
  const triggers = serving.map(version => version && triggerOf(version));
  if (triggers.includes(SECRET) || triggerOf(deployment) === SECRET) {
    return {
      triggeredBy: SECRET,
      ticketUrl: ticketOf(
        deployment,
        serving.filter((_, i) => triggers[i] === SECRET),
        options,
      ),
    };
  }
  // One of which nothing is told may have been made by changing a secret.
  return triggers.includes(undefined) ? {} : { triggeredBy: triggers[0] };
}

/** That of the deployment, or one of each change that it holds. */
function ticketOf(
  deployment: Annotated,
  changes: readonly (Annotated | undefined)[],
  options: ProvenanceOptions,
): string | undefined {
  const [ofDeployment, ...ofChanges] = [deployment, ...changes].map(each =>
    ticketUrlOf(each?.annotations['workers/message'], options),
  );
  return ofDeployment ?? (ofChanges.every(Boolean) ? ofChanges[0] : undefined);
}

/** The words are Cloudflare's, and more of them may come. */
function triggerOf({ annotations }: Annotated): string | undefined {
  const trigger = annotations['workers/triggered_by'] ?? '';
  return /^[a-z_]{1,40}$/.test(trigger) ? trigger : undefined;
}
