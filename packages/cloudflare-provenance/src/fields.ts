import { holdsAddress } from './addresses';
import { commitShaOf } from './commits';
import { actorOf, attemptOf, pullRequestOf, refOf } from './messages';
import { ProvenanceFields } from './types';
import { cleanUrl } from './urls';

/**
 * The fields in the form in which they are written; what is not valid, or holds
 * an e-mail address, is left out. Commits in capital letters become lower case.
 *
 * @public
 */
export function cleanProvenanceFields(
  fields: ProvenanceFields,
): ProvenanceFields {
  const cleaned: ProvenanceFields = {
    commitSha: commitShaOf(fields.commitSha?.toLowerCase()),
    ciRunUrl: cleanUrl(fields.ciRunUrl ?? ''),
    repositoryUrl: cleanUrl(fields.repositoryUrl ?? ''),
    ref: refOf(fields.ref),
    pullRequest: pullRequestOf(fields.pullRequest),
    actor: actorOf(fields.actor),
    attempt: attemptOf(fields.attempt),
  };
  return Object.fromEntries(
    Object.entries(cleaned).filter(
      ([, value]) => value !== undefined && !holdsAddress(value),
    ),
  );
}
