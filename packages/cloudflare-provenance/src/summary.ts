import { Provenance } from './types';

/**
 * A provenance as answers of the backend carry it.
 *
 * @public
 */
export type ProvenanceSummary = Pick<
  Provenance,
  | 'state'
  | 'commitSha'
  | 'shortCommit'
  | 'commitUrl'
  | 'ciRunUrl'
  | 'ciRunText'
  | 'repositoryUrl'
  | 'ref'
  | 'pullRequest'
  | 'actor'
> & {
  /** Which source gave the commit and the CI run. */
  sources: Pick<Provenance['sources'], 'commitSha' | 'ciRunUrl'>;
  /** Present, and true, when taken over from an earlier version. */
  inherited?: true;
  /** Present when sources disagree. */
  conflicts?: Provenance['conflicts'];
};

/**
 * Shortens a provenance to what answers of the backend carry. A Workers Builds
 * run, which has no URL, becomes the text of the CI run.
 *
 * @public
 */
export function toProvenanceSummary(provenance: Provenance): ProvenanceSummary {
  const {
    state,
    sources,
    conflicts,
    inherited,
    buildId,
    commitSha,
    shortCommit,
    commitUrl,
    ciRunUrl,
    repositoryUrl,
    ref,
    pullRequest,
    actor,
  } = provenance;
  const ciRunText =
    provenance.ciRunText ??
    (buildId && !ciRunUrl ? `Workers Builds ${buildId}` : undefined);
  return {
    state,
    ...(commitSha && { commitSha }),
    ...(shortCommit && { shortCommit }),
    ...(commitUrl && { commitUrl }),
    ...(ciRunUrl && { ciRunUrl }),
    ...(ciRunText && { ciRunText }),
    ...(repositoryUrl && { repositoryUrl }),
    ...(ref && { ref }),
    ...(pullRequest && { pullRequest }),
    ...(actor && { actor }),
    sources: {
      ...(sources.commitSha && { commitSha: sources.commitSha }),
      ...(sources.ciRunUrl && { ciRunUrl: sources.ciRunUrl }),
    },
    ...(inherited && { inherited }),
    ...(conflicts.length > 0 && { conflicts }),
  };
}
