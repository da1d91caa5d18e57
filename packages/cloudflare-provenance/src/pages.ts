import { claimOf, claimOfMessage, weighClaims } from './claims';
import { commitShaOf } from './commits';
import { manifestFields } from './manifestFields';
import { refOf } from './messages';
import { PagesEvidence, Provenance, ProvenanceOptions } from './types';
import { cleanUrl } from './urls';

/**
 * Tells where a deployment of a Pages project came from. Pages tells no CI run
 * of itself: it is known only where the pipeline wrote it into the commit
 * message or handed in a build manifest.
 *
 * @public
 */
export function resolvePagesDeployment(
  evidence: PagesEvidence,
  options: ProvenanceOptions,
): Provenance {
  const { commitHash, branch, repositoryUrl, commitMessage, commitDirty } =
    evidence;
  return weighClaims(
    [
      ...claimOf('manifest', manifestFields(evidence.manifest)),
      ...claimOf('pages', {
        commitSha: commitShaOf(commitHash),
        ref: refOf(branch),
        repositoryUrl: cleanUrl(repositoryUrl ?? ''),
      }),
      ...claimOfMessage('pages-message', commitMessage, options),
    ],
    options,
    { commitDirty },
  );
}
