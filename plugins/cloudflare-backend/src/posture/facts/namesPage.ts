import { Entity } from '@backstage/catalog-model';

const TECHDOCS = ['backstage.io/techdocs-ref', 'backstage.io/techdocs-entity'];

/**
 * Whether a Component names a page by an annotation: an https URL, or a path
 * in TechDocs that it has.
 */
export function namesPage({ metadata }: Entity, annotation: string): boolean {
  const { annotations = {} } = metadata;
  const page = annotations[annotation]?.trim() ?? '';
  if (/^[a-z][a-z0-9+.-]*:/i.test(page)) {
    return URL.canParse(page) && new URL(page).protocol === 'https:';
  }
  return page !== '' && TECHDOCS.some(name => annotations[name]?.trim());
}
