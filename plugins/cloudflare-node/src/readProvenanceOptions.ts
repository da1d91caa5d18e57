import { Config } from '@backstage/config';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';

/** The public CI services; others are named in `cloudflare.provenance.ciHosts`. */
const PUBLIC_CI_HOSTS = [
  'github.com',
  'gitlab.com',
  'circleci.com',
  'app.circleci.com',
  'buildkite.com',
  'dash.cloudflare.com',
];

/**
 * How provenance is read, from `cloudflare.provenance`.
 *
 * @public
 */
export function readProvenanceOptions(root: Config): ProvenanceOptions {
  return {
    ciHosts:
      root.getOptionalStringArray('cloudflare.provenance.ciHosts') ??
      PUBLIC_CI_HOSTS,
  };
}
