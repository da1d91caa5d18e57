import { createPermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { permissionsOf } from './access';
import { route } from './route';

const permission = createPermission({
  name: 'cloudflare.read.test',
  attributes: { action: 'read' },
});

const declaration = {
  method: 'get' as const,
  path: '/v1/things/:thing',
  summary: 'A thing',
  access: permission,
  scope: 'account' as const,
  params: z.object({ thing: z.string() }),
  response: z.object({ id: z.string() }),
  cacheTtl: 30,
  handler: async () => ({ data: { id: '1' } }),
};

describe('route', () => {
  it('takes a sound declaration', () => {
    expect(route(declaration)).toMatchObject({ path: '/v1/things/:thing' });
  });

  it('does not compile without access', () => {
    const { access: _, ...open } = declaration;
    // @ts-expect-error a route says who may call it
    route(open);
    expect(declaration.access).toBe(permission);
  });

  it('does not hand the caller to what is shared between callers', () => {
    route({
      ...declaration,
      // @ts-expect-error a cached answer cannot depend on the caller
      handler: async ({ caller }) => ({ data: { id: String(caller) } }),
    });
    const own = route({
      ...declaration,
      cacheTtl: 'none' as const,
      handler: async ({ caller }) => ({
        data: { id: String(caller.visibility.personal) },
      }),
    });
    expect(own.cacheTtl).toBe('none');
  });

  it.each([
    [{ cacheTtl: 10 }, '30 to 120'],
    [{ cacheTtl: 600 }, '30 to 120'],
    [{ method: 'post' as const }, 'cannot be cached'],
    [{ method: 'post' as const, cacheTtl: 'none' as const }, 'audit log'],
    [{ body: z.object({ query: z.string() }) }, 'only a POST'],
    [{ access: { anyOf: [permission] } }, 'cannot be cached'],
    [{ access: 'public' as const }, 'public'],
    [
      {
        access: 'public' as const,
        scope: 'none' as const,
        perMinute: 60,
        handler: async () => ({ data: { id: '1' } }),
      },
      'knows no callers',
    ],
    [{ bare: true }, 'envelope'],
    [{ path: '/v1/things/:other' }, 'do not agree'],
    [{ response: z.object({ any: z.unknown() }) as any }, 'unknown'],
  ])('refuses %j', (change, message) => {
    const changed = { ...declaration, ...change } as typeof declaration;
    expect(() => route(changed)).toThrow(message);
  });

  it('tells the permissions of every kind of access', () => {
    expect(permissionsOf(permission)).toEqual([permission]);
    expect(permissionsOf([permission, permission])).toHaveLength(2);
    expect(permissionsOf({ anyOf: [permission] })).toEqual([permission]);
    expect(permissionsOf('authenticated')).toEqual([]);
  });
});
