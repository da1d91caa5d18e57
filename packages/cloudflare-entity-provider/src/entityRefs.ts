import { AuthService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Which of some entities the catalog has. Entity refs. */
export type FindEntities = (
  refs: readonly string[],
) => Promise<ReadonlySet<string>>;

const valid = makeValidator();

/** An entity ref in full; undefined when the text is none. */
export function fullEntityRef(
  text: string,
  defaultKind: string,
): string | undefined {
  try {
    const ref = parseEntityRef(text, {
      defaultKind,
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    return valid.isValidKind(ref.kind) &&
      valid.isValidNamespace(ref.namespace.toLowerCase()) &&
      valid.isValidEntityName(ref.name)
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the catalog for all entities at once, in the backend's own name. */
export function entityFinder(
  catalog: CatalogService,
  auth: AuthService,
): FindEntities {
  return async refs => {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: [...refs],
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return new Set(refs.filter((_ref, i) => items[i]));
  };
}
