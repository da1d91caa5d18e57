import {
  AuditorService,
  AuthService,
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
import { Caller, permissionsOf, permitsSome, Route } from './route';

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
    const unmaskable =
      permissionsEnabled && auth.isPrincipal(credentials, 'user')
        ? classesOf(route)
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
    const missing = needed.filter(({ name }) => !allowed.has(name));
    const refused = permitsSome(route.access)
      ? missing.length === needed.length
      : missing.length > 0;
    if (refused) {
      await this.refuse(route, req, missing);
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

  private async refuse(route: Route, req: Request, missing: BasicPermission[]) {
    const names = missing.map(({ name }) => `'${name}'`);
    const error = new NotAllowedError(
      names.length === 1
        ? `The permission ${names[0]} is needed here`
        : `${
            permitsSome(route.access) ? 'One' : 'All'
          } of the permissions ${names.join(', ')} is needed here`,
    );
    const event = await this.services.auditor.createEvent({
      eventId: 'request-denied',
      severityLevel: 'medium',
      request: withoutQuery(req),
      meta: { route: route.path, permissions: missing.map(({ name }) => name) },
    });
    await event.fail({ error });
    throw error;
  }
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
