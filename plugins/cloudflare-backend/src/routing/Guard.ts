import {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  cloudflareReadKvValuesPermission,
  cloudflareReadPersonalPermission,
  cloudflareReadSensitivePermission,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request } from 'express';
import { MASKED } from '../redaction/compileMask';
import { markOf, RedactionClass } from '../redaction/marks';
import { MissingPermissionsError, missingOf, permissionsOf } from './access';
import { Caller, Route } from './route';

const UNMASKING: Record<RedactionClass, BasicPermission> = {
  sensitive: cloudflareReadSensitivePermission,
  personal: cloudflareReadPersonalPermission,
  values: cloudflareReadKvValuesPermission,
};

/** Decides who may call a route, and what of the answer they may see. */
export class Guard {
  constructor(
    private readonly services: {
      auth: AuthService;
      httpAuth: HttpAuthService;
      permissions: PermissionsService;
      /** Whether decisions are more than "yes to everything". */
      permissionsEnabled: boolean;
    },
  ) {}

  /**
   * Lets a caller in, with one question to the permission service.
   *
   * @throws AuthenticationError without credentials, NotAllowedError naming
   *   the permission that is missing
   */
  async admit(route: Route, req: Request): Promise<Caller | undefined> {
    const { auth, httpAuth, permissions, permissionsEnabled } = this.services;
    if (route.access === 'public') {
      return undefined;
    }
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const needed = permissionsOf(route.access);
    if (needed.length === 0 && isLimited(credentials)) {
      throw new NotAllowedError(
        'The token is limited to permissions, and none is asked for here',
      );
    }
    const unmaskable =
      permissionsEnabled && auth.isPrincipal(credentials, 'user')
        ? [...new Set([...classesOf(route), ...route.unmasks])]
        : [];
    const asked = [...needed, ...unmaskable.map(name => UNMASKING[name])];
    const decisions = asked.length
      ? await permissions.authorize(
          asked.map(permission => ({ permission })),
          { credentials },
        )
      : [];
    const allowed = new Set(
      asked
        .filter((_, i) => decisions[i].result === AuthorizeResult.ALLOW)
        .map(permission => permission.name),
    );
    const missing = missingOf(route.access, allowed);
    if (missing) {
      throw new MissingPermissionsError(missing);
    }
    return {
      credentials,
      visibility: {
        ...MASKED,
        ...Object.fromEntries(
          unmaskable.map(name => [name, allowed.has(UNMASKING[name].name)]),
        ),
      },
      may: permission => allowed.has(permission.name),
    };
  }
}

/** Whether it is a static token's that configuration limits to permissions. */
function isLimited({ principal }: BackstageCredentials): boolean {
  const { accessRestrictions = {} } =
    principal as Partial<BackstageServicePrincipal>;
  const { permissionNames, permissionAttributes } = accessRestrictions;
  return (permissionNames ?? permissionAttributes) !== undefined;
}

/** The classes of marked fields in a route's answer, filters and body. */
export function classesOf(route: Route): RedactionClass[] {
  const asked = [route.query, route.body].flatMap(schema =>
    Object.values(schema?.shape ?? {}).flatMap(
      field => markOf(field)?.class ?? [],
    ),
  );
  return [...new Set([...route.mask.classes, ...asked])].sort();
}
