import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  cloudflareReadAccountPermission as account,
  cloudflareReadPosturePermission as posture,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request } from 'express';
import { z } from 'zod';
import { personal, sensitive, storedValue } from '../redaction/marks';
import { Guard } from './Guard';
import { Access } from './access';
import { route } from './route';

function things(access: Access) {
  return route({
    method: 'get',
    path: '/v1/things',
    summary: 'Things',
    access,
    scope: 'none',
    response: z.array(
      z.object({
        email: personal(z.string(), 'email').optional(),
        host: sensitive(z.string()).optional(),
        value: storedValue(z.string()).optional(),
      }),
    ),
    cacheTtl: 'none',
    handler: async () => ({ data: [] }),
  });
}

function start(options: {
  allowed?: string[];
  permissionsEnabled?: boolean;
  credentials?: ReturnType<typeof mockCredentials.service>;
}) {
  const { allowed = [], permissionsEnabled = true } = options;
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: allowed.includes(permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const guard = new Guard({
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth.mock({
      credentials: async () =>
        (options.credentials ?? mockCredentials.user()) as never,
    }),
    permissions,
    permissionsEnabled,
  });
  const req = {} as Request;
  const admit = (access: Access) => guard.admit(things(access), req);
  return { admit, permissions };
}

const PERSONAL = 'cloudflare.read.personal';
const SENSITIVE = 'cloudflare.read.sensitive';
const VALUES = 'cloudflare.read.kv.values';

describe('Guard', () => {
  it('wants all of several permissions', async () => {
    const one = start({ allowed: [account.name] });
    await expect(one.admit([account, posture])).rejects.toThrow(posture.name);
    const both = start({ allowed: [account.name, posture.name] });
    await expect(both.admit([account, posture])).resolves.toBeDefined();
  });

  it('wants one of several where one is enough, and tells which there are', async () => {
    const access = { anyOf: [account, posture] };
    await expect(start({}).admit(access)).rejects.toThrow('One of');
    const caller = await start({ allowed: [posture.name] }).admit(access);
    expect(caller?.may(posture)).toBe(true);
    expect(caller?.may(account)).toBe(false);
  });

  it('asks once, and lifts each mask by its own permission', async () => {
    const { admit, permissions } = start({
      allowed: [account.name, SENSITIVE],
    });
    const caller = await admit(account);
    expect(caller?.visibility).toEqual({
      sensitive: true,
      personal: false,
      values: false,
    });
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('lifts no mask for services, nor without the permission system', async () => {
    const allowed = [account.name, SENSITIVE, PERSONAL, VALUES];
    const masked = { sensitive: false, personal: false, values: false };
    const service = start({
      allowed,
      credentials: mockCredentials.service(),
    });
    expect((await service.admit(account))?.visibility).toEqual(masked);
    const open = start({ allowed, permissionsEnabled: false });
    expect((await open.admit(account))?.visibility).toEqual(masked);
    const user = start({ allowed });
    expect((await user.admit(account))?.visibility).toEqual({
      sensitive: true,
      personal: true,
      values: true,
    });
  });

  it('tells which permissions are missing, and answers hold it once', async () => {
    const refused = await start({})
      .admit([account, posture])
      .catch(error => error);
    expect(refused.name).toBe('NotAllowedError');
    expect(refused.permissions).toEqual([account.name, posture.name]);
    expect(Object.keys(refused)).not.toContain('permissions');
  });
});
