import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';

/**
 * What an entity is called as far as its ref tells. A link with a title of its
 * own does not ask the catalog for one.
 */
export function entityTitle(entityRef: string, defaultKind: string): string {
  return defaultEntityPresentation(entityRef, { defaultKind }).primaryTitle;
}
