import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { cloudflarePermissions } from '@cloudflare-backstage/plugin-cloudflare-common';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import plugin from '.';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function start(data: JsonObject, ...features: BackendFeature[]) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const permissionsRegistry = mockServices.permissionsRegistry.mock();
  const knex = await databases.init('SQLITE_3');
  const { server } = await startTestBackend({
    features: [
      plugin,
      cloudflareServiceMock.factory({ accounts: [] }),
      catalogServiceMock.factory(),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({ data }),
      permissionsRegistry.factory,
      logger.factory,
      ...features,
    ],
  });
  return { server, logger, permissionsRegistry, knex };
}

describe('the plugin', () => {
  it('publishes its permissions and keeps a key for pseudonyms', async () => {
    const { permissionsRegistry, logger, knex } = await start({
      permission: { enabled: true },
    });
    expect(permissionsRegistry.addPermissions).toHaveBeenCalledWith(
      cloudflarePermissions,
    );
    expect(logger.warn).not.toHaveBeenCalled();
    const { key } = await knex('redaction_keys').first('key');
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(logger.info.mock.calls)).not.toContain(key);
  });

  it('warns once where permissions are switched off', async () => {
    const { logger } = await start({});
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toContain('permission.enabled');
  });

  it('starts with a template for links to tickets', async () => {
    const linkTemplate = 'https://tickets.example.com/search?q={id}';
    await expect(
      start({ cloudflare: { incidents: { linkTemplate } } }),
    ).resolves.toBeDefined();
  });

  it('starts without an account, and says what to configure', async () => {
    const { server } = await start({});
    const get = (path: string) =>
      request(server)
        .get(`/api/cloudflare/v1/${path}`)
        .set('Authorization', mockCredentials.user.header());
    expect((await get('accounts')).body.data).toEqual([]);
    const { status, body } = await get('workers/acme-api/deployments');
    expect(status).toBe(400);
    expect(body.error.message).toContain('cloudflare.accountId');
  });

  it('takes no condition for a yes', async () => {
    const { server } = await start(
      { permission: { enabled: true } },
      mockServices.permissions.mock({
        // Only of resources a policy can decide so; one of an adopter's may err.
        authorize: async requests =>
          requests.map(
            () => ({ result: AuthorizeResult.CONDITIONAL } as never),
          ),
      }).factory,
    );
    for (const path of ['accounts', 'kv/namespaces', 'posture']) {
      const { status } = await request(server)
        .get(`/api/cloudflare/v1/${path}`)
        .set('Authorization', mockCredentials.user.header());
      expect([path, status]).toEqual([path, 403]);
    }
  });

  it('refuses without a word of the query in the logs', async () => {
    const { server, logger } = await start(
      { permission: { enabled: true } },
      mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
    );
    const { status } = await request(server)
      .get('/api/cloudflare/v1/zero-trust/access/audit?actor=sam@acme.example')
      .set('Authorization', mockCredentials.user.header());
    expect(status).toBe(403);
    const logged = JSON.stringify([
      ...logger.info.mock.calls,
      ...logger.warn.mock.calls,
      ...logger.error.mock.calls,
    ]);
    expect(logged).toContain('request-denied');
    expect(logged).toContain('user:default/mock');
    expect(logged).not.toContain('sam@acme.example');
  });

  it.each([
    [{ cache: { ttl: 10 } }, /'cloudflare\.cache\.ttl'.*30 to 120/],
    [
      { redaction: { pseudonymKey: 'short' } },
      /'cloudflare\.redaction\.pseudonymKey'.*32/,
    ],
    [
      { incidents: { linkTemplate: 'https://tickets.example.com/search' } },
      /'cloudflare\.incidents\.linkTemplate'.*\{id\}/,
    ],
    [
      { incidents: { linkTemplate: 'http://tickets.example.com/?q={id}' } },
      /'cloudflare\.incidents\.linkTemplate'.*https/,
    ],
  ])('does not start with %j', async (cloudflare, message) => {
    await expect(start({ cloudflare })).rejects.toThrow(message);
  });
});
