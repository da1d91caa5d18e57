import { cleanProvenanceFields } from './fields';
import { isShortCommit } from './commits';
import { ProvenanceFields } from './types';

// A version after the `@`, as in `cli@1.2.3`, is none.
const ADDRESS = /[\w.%+-]@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}/i;

/**
 * What a build manifest says, each field in the form in which it may be shown.
 * What is not valid is left out: an abbreviated commit, a URL that is not https
 * or has user info, anything with an e-mail address in it.
 *
 * @public
 */
export function manifestFields(
  given: ProvenanceFields | undefined,
): ProvenanceFields {
  const fields = cleanProvenanceFields(given ?? {});
  if (fields.commitSha && isShortCommit(fields.commitSha)) {
    delete fields.commitSha;
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => !ADDRESS.test(value)),
  );
}
