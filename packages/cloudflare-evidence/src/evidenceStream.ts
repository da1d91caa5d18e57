import { EvidenceProfileError, isWellFormed } from './canonicalJson';
import { EvidenceSubject, EvidenceVariant } from './types';

/**
 * The name of a stream: `<account id>/<kind>/<subject>/<variant>`, each part
 * percent-encoded.
 *
 * @public
 */
export function evidenceStream(
  accountId: string,
  kind: string,
  /** `component:<entity ref>`, `<product>:<name>`, or `account` for the whole of it. */
  subjectKey: string,
  variant: EvidenceVariant,
): string {
  const parts = { accountId, kind, subjectKey, variant };
  return Object.entries(parts)
    .map(([name, part]) => {
      if (!part || !isWellFormed(part)) {
        throw new EvidenceProfileError(name, 'a text that is not empty');
      }
      return encodeURIComponent(part);
    })
    .join('/');
}

/** The part of a stream's name that tells its subject from the account's others. */
export function evidenceSubjectKey(
  subject: Pick<EvidenceSubject, 'entityRef' | 'product' | 'name'>,
): string {
  const { entityRef, product, name } = subject;
  if (entityRef !== undefined) {
    return `component:${entityRef}`;
  }
  return name === undefined ? 'account' : `${product ?? ''}:${name}`;
}
