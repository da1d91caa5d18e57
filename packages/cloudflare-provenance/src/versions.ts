import { Claim, claimOf, claimOfMessage, weighClaims } from './claims';
import { commitShaOf } from './commits';
import { manifestFields } from './manifestFields';
import { pullRequestOf, refOf } from './messages';
import { Provenance, ProvenanceOptions, VersionEvidence } from './types';
import { cleanUrl } from './urls';

/** What makes a new version without new content. */
const CONTENT_KEEPING_TRIGGERS = ['secret', 'settings'];

/**
 * Tells where a version came from, with what the message of its deployment
 * and a build manifest of the deployment add.
 */
export function resolveVersion(
  version: VersionEvidence,
  history: readonly VersionEvidence[],
  options: ProvenanceOptions,
  deploymentClaims: Claim[],
): Provenance {
  const own = claimsOfVersion(version, options);
  const buildId = version.build?.id;
  if (!keepsContent(version, options)) {
    return weighClaims([...own, ...deploymentClaims], options, { buildId });
  }
  const origin = originOf(version, history, options);
  if (origin === 'not-read') {
    const told = weighClaims(deploymentClaims, options, {});
    // What the deployment tells in full needs no earlier version.
    return told.state === 'complete' ? told : { ...told, state: 'unknown' };
  }
  return weighClaims(deploymentClaims, options, {
    inherited:
      origin &&
      weighClaims(claimsOfVersion(origin, options), options, {
        buildId: origin.build?.id,
      }),
  });
}

/** Sources in the order of their precedence. */
function claimsOfVersion(
  { annotations = {}, build, manifest }: VersionEvidence,
  options: ProvenanceOptions,
): Claim[] {
  return [
    ...(build
      ? claimOf('builds', {
          commitSha: commitShaOf(build.commitHash),
          ref: refOf(build.branch),
          repositoryUrl: cleanUrl(build.repositoryUrl ?? ''),
          pullRequest: pullRequestOf(build.pullRequestUrl),
        })
      : []),
    ...claimOf('annotation', {
      commitSha: commitShaOf(annotations['workers/commit_sha']),
      repositoryUrl: cleanUrl(annotations['workers/repository_url'] ?? ''),
      pullRequest: pullRequestOf(annotations['workers/pull_request_url']),
    }),
    ...claimOf('manifest', manifestFields(manifest)),
    ...claimOf('tag', { commitSha: commitShaOf(annotations['workers/tag']) }),
    ...claimOfMessage(
      'version-message',
      annotations['workers/message'],
      options,
    ),
  ];
}

/** Whether the version only changed a secret or a setting, and tells nothing itself. */
function keepsContent(
  version: VersionEvidence,
  options: ProvenanceOptions,
): boolean {
  return (
    CONTENT_KEEPING_TRIGGERS.includes(
      version.annotations?.['workers/triggered_by'] ?? '',
    ) &&
    version.build === undefined &&
    claimsOfVersion(version, options).length === 0
  );
}

/**
 * The version whose content this one still has: the nearest earlier one with
 * the same content hash; where hashes are not known, the one just before it.
 * `not-read` when that may be a version which the history lacks.
 */
function originOf(
  version: VersionEvidence,
  history: readonly VersionEvidence[],
  options: ProvenanceOptions,
): VersionEvidence | 'not-read' | undefined {
  const { number } = version;
  if (number === undefined) {
    return 'not-read';
  }
  const earlier = history
    .flatMap(known =>
      known.number !== undefined && known.number < number
        ? [{ ...known, number: known.number }]
        : [],
    )
    .sort((a, b) => b.number - a.number);

  let current = { number, scriptEtag: version.scriptEtag };
  for (;;) {
    const previous = sameContentBefore(current, earlier);
    if (!previous) {
      const read = new Set(earlier.map(known => known.number)).size;
      return read < number - 1 ? 'not-read' : undefined;
    }
    if (!keepsContent(previous, options)) {
      return previous;
    }
    current = { scriptEtag: current.scriptEtag, ...previous };
  }
}

function sameContentBefore<T extends { number: number; scriptEtag?: string }>(
  current: { number: number; scriptEtag?: string },
  newestFirst: T[],
): T | undefined {
  const earlier = newestFirst.filter(({ number }) => number < current.number);
  const sameHash = earlier.find(
    ({ scriptEtag }) => scriptEtag && scriptEtag === current.scriptEtag,
  );
  const justBefore = earlier.find(
    ({ number, scriptEtag }) =>
      number === current.number - 1 && !(scriptEtag && current.scriptEtag),
  );
  return sameHash ?? justBefore;
}
