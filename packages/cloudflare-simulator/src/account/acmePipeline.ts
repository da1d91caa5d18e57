import { commitOf } from './ids';
import type { VersionChange } from './Worker';

export const organisation = 'https://github.com/acme';

/** A version with the provenance that acme's pipeline writes. */
export function fromPipeline(
  repository: string,
  change: number,
  branch = 'main',
): VersionChange {
  const run = `${organisation}/${repository}/actions/runs/${
    7000000000 + change
  }`;
  return {
    tag: commitOf(`${repository}/${change}`),
    message: `Change ${change} of ${repository} cf-prov:v1 run=${run} repo=${organisation}/${repository} ref=${branch}`,
  };
}
