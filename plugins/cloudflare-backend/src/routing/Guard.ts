import {
  AuditorService,
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
import { missingOf, permissionsOf, sayMissing } from './access';
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
      auditor: AuditorService;
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
      const error = new NotAllowedError(
        'The token is limited to permissions, and none is asked for here',
      );
      await this.refuse(route, req, error, []);
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
      await this.refuse(route, req, new NotAllowedError(sayMissing(missing)), [
        ...missing.allOf,
        ...missing.anyOf,
      ]);
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

  private async refuse(
    route: Route,
    req: Request,
    error: NotAllowedError,
    missing: readonly BasicPermission[],
  ) {
    const { audit } = route;
    const event = await this.services.auditor.createEvent({
      eventId: audit?.refusals ? audit.eventId : 'request-denied',
      severityLevel: 'medium',
      request: withoutQuery(req),
      meta: {
        route: route.path,
        permissions: missing.map(({ name }) => name),
      },
    });
    await event.fail({ error });
    throw error;
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

/** The request as the audit log may tell it: a query can name a person. */
export function withoutQuery(req: Request): Request {
  return Object.create(req, {
    originalUrl: { value: req.originalUrl.split('?')[0] },
  });
}
