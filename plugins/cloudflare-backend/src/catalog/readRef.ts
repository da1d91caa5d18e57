import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * Reads an entity ref that a caller gives in a query parameter, in full form.
 *
 * @throws InputError for anything else
 */
export function readRef(
  parameter: string,
  value: string,
  defaultKind = parameter,
): string {
  try {
    const ref = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    // The parts become segments of a path.
    if (Object.values(ref).every(part => !/^\.+$/.test(part))) {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Told below.
  }
  throw new InputError(
    `The query parameter '${parameter}' is wrong: expected an entity ref such as ${defaultKind}:default/name`,
  );
}
