import { ProductionDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';

type Provenance = ProductionDeployment['provenance'];

const OTHER_VERSION =
  'Another version that serves traffic does not tell where it came from';

/** What is wrong with a provenance that names no commit for all that serves. */
export function commitFindings(provenance: Provenance): string[] {
  const { commitSha } = provenance;
  if (provenance.state !== 'partial') {
    return [wholly(provenance)];
  }
  if (commitSha === undefined) {
    return ['No commit is known'];
  }
  return commitSha.length < 40
    ? [`The commit is abbreviated: ${commitSha}`]
    : [OTHER_VERSION];
}

/** What is wrong with a provenance that names no CI run for all that serves. */
export function ciRunFindings(provenance: Provenance): string[] {
  const { ciRunUrl, ciRunText = '' } = provenance;
  if (provenance.state !== 'partial') {
    return [wholly(provenance)];
  }
  if (ciRunUrl === undefined && ciRunText.startsWith('https:')) {
    return ['The CI run is on a host that is not allowed'];
  }
  return ciRunUrl === undefined && ciRunText === ''
    ? ['No CI run is known']
    : [OTHER_VERSION];
}

function wholly({ state }: Provenance): string {
  return state === 'conflict'
    ? 'Sources disagree about where it came from'
    : 'Nothing tells where it came from';
}
