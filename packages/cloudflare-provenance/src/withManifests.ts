import { Claim, claimOf, weighClaims } from './claims';
import { manifestFields } from './manifestFields';
import { ProvenanceSummary, toProvenanceSummary } from './summary';
import { ProvenanceFields, ProvenanceOptions } from './types';

/**
 * Adds what build manifests say to a summary that was made without them.
 *
 * @param isGradual - several versions serve traffic, and manifests cannot speak
 *   for all of them
 * @public
 */
export function withManifests(
  summary: ProvenanceSummary,
  manifests: readonly ProvenanceFields[],
  options: ProvenanceOptions & { isGradual: boolean },
): ProvenanceSummary {
  const claims = manifests.flatMap(manifest =>
    claimOf('manifest', manifestFields(manifest)),
  );
  if (claims.length === 0) {
    return summary;
  }
  const known: Claim[] = claimOf('catalog', {
    commitSha: summary.commitSha,
    ciRunUrl: summary.ciRunUrl,
    repositoryUrl: summary.repositoryUrl,
    ref: summary.ref,
    pullRequest: summary.pullRequest,
    actor: summary.actor,
  });
  const weighed = toProvenanceSummary(
    weighClaims([...known, ...claims], options, {}),
  );
  const { commitUrl, ciRunText, inherited } = { ...summary, ...weighed };
  const { commitSha, ciRunUrl } = weighed.sources;
  const conflicts = [
    ...(summary.conflicts ?? []),
    ...(weighed.conflicts ?? []),
  ];
  return {
    ...weighed,
    ...(commitUrl && { commitUrl }),
    ...(ciRunText && !weighed.ciRunUrl && { ciRunText }),
    ...(inherited && { inherited }),
    ...(conflicts.length > 0 && { conflicts }),
    state: stateOf(summary, weighed, options.isGradual),
    sources: {
      ...summary.sources,
      ...(commitSha === 'manifest' && { commitSha }),
      ...(ciRunUrl === 'manifest' && { ciRunUrl }),
    },
  };
}

function stateOf(
  before: ProvenanceSummary,
  { state }: ProvenanceSummary,
  isGradual: boolean,
): ProvenanceSummary['state'] {
  if (before.state === 'conflict' || state === 'conflict') {
    return 'conflict';
  }
  if (isGradual) {
    return before.state === 'none' ? 'partial' : before.state;
  }
  // What the catalog calls complete may be a Workers Builds run, without URL.
  return before.state === 'complete' ? before.state : state;
}
