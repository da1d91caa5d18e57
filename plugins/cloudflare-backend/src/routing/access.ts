import { NotAllowedError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';

/**
 * Who may call a route: callers with a permission, with all of several, with
 * at least one of several (and with all of others), everyone who is signed in,
 * or everyone. Permissions of `besides` are asked for with the others and not
 * needed: the handler leaves out what takes one that is missing.
 */
export type Access =
  | BasicPermission
  | readonly BasicPermission[]
  | {
      allOf?: readonly BasicPermission[];
      anyOf: readonly BasicPermission[];
      besides?: readonly BasicPermission[];
    }
  | 'authenticated'
  | 'public';

/** What an access takes: each of the first, and one of the second, if any. */
export interface NeededPermissions {
  allOf: readonly BasicPermission[];
  anyOf: readonly BasicPermission[];
}

/** The permissions that an access takes, by how many of them. */
export function neededFor(access: Access): NeededPermissions {
  if (typeof access === 'string') {
    return { allOf: [], anyOf: [] };
  }
  if ('anyOf' in access) {
    return { allOf: access.allOf ?? [], anyOf: access.anyOf };
  }
  const allOf = Array.isArray(access) ? access : [access as BasicPermission];
  return { allOf, anyOf: [] };
}

/** The permissions that an access names. */
export function permissionsOf(access: Access): readonly BasicPermission[] {
  const { allOf, anyOf } = neededFor(access);
  return [...allOf, ...anyOf, ...besidesIn(access)];
}

/** The permissions that are asked for and not needed. */
export function besidesIn(access: Access): readonly BasicPermission[] {
  return typeof access === 'object' && 'anyOf' in access
    ? access.besides ?? []
    : [];
}

/** Whether one of several permissions is enough. */
export function permitsSome(access: Access): boolean {
  return typeof access === 'object' && 'anyOf' in access;
}

/** What of an access is missing; undefined when nothing is. */
export function missingOf(
  access: Access,
  allowed: ReadonlySet<string>,
): NeededPermissions | undefined {
  const needed = neededFor(access);
  const isMissing = ({ name }: BasicPermission) => !allowed.has(name);
  const allOf = needed.allOf.filter(isMissing);
  const anyOf = needed.anyOf.every(isMissing) ? needed.anyOf : [];
  return allOf.length + anyOf.length > 0 ? { allOf, anyOf } : undefined;
}

/** Says which permissions are missing. */
export function sayMissing({ allOf, anyOf }: NeededPermissions): string {
  const list = (permissions: readonly BasicPermission[]) =>
    permissions.map(({ name }) => `'${name}'`).join(', ');
  const parts = [
    ...(allOf.length === 1 ? [`the permission ${list(allOf)}`] : []),
    ...(allOf.length > 1 ? [`all of the permissions ${list(allOf)}`] : []),
    ...(anyOf.length === 1 ? [`the permission ${list(anyOf)}`] : []),
    ...(anyOf.length > 1 ? [`one of the permissions ${list(anyOf)}`] : []),
  ];
  const [first, ...others] = parts.join(' and ');
  return `${first.toUpperCase()}${others.join('')} is needed here`;
}

/** A caller lacks permissions. */
export class MissingPermissionsError extends NotAllowedError {
  readonly #permissions: readonly string[];

  /** @param message - names them by default */
  constructor(missing: NeededPermissions, message = sayMissing(missing)) {
    super(message);
    this.#permissions = [...missing.allOf, ...missing.anyOf].map(
      ({ name }) => name,
    );
  }

  /** Their names. No field of its own: answers would have it. */
  get permissions(): readonly string[] {
    return this.#permissions;
  }
}
