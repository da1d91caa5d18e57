import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import request from 'supertest';
import plugin from '..';
import { failingAccount } from '../__testUtils__/failingAccount';

const BASE = '/api/cloudflare';
const LIMITED = 'a-token-of-ci-that-is-limited';
const UNLIMITED = 'a-token-that-is-not-limited';
const SUBMIT = 'cloudflare.submit.provenance';

const manifest = {
  product: 'pages',
  name: 'docs',
  deploymentId: 'd1',
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  ciRunUrl: 'https://github.com/acme/docs/actions/runs/1',
};

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The plugin with Backstage's own services for who may do what. */
async function start(permissionsEnabled: boolean) {
  const external = (token: string, restrictions: object) => ({
    type: 'static',
    options: { token, subject: `subject-of-${token}` },
    ...restrictions,
  });
  const { server } = await startTestBackend({
    features: [
      plugin,
      cloudflareServiceMock.factory({
        accounts: [
          failingAccount({ kind: 'unavailable', message: 'not asked' }),
        ],
      }),
      catalogServiceMock.factory({ entities: [] }),
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      auditorServiceFactory,
      // Those of the default would outlive the test.
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: async () =>
          mockServices.database({ knex: await databases.init('SQLITE_3') }),
      }),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: permissionsEnabled },
          backend: {
            auth: {
              externalAccess: [
                external(LIMITED, {
                  accessRestrictions: [
                    { plugin: 'cloudflare', permission: [SUBMIT] },
                  ],
                }),
                external(UNLIMITED, {
                  accessRestrictions: [{ plugin: 'cloudflare' }],
                }),
              ],
            },
          },
        },
      }),
    ],
  });
  return { server };
}

describe.each([true, false])(
  'a static token that is limited to build manifests, permissions enabled: %s',
  enabled => {
    it('hands one in, and can do nothing else', async () => {
      const { server } = await start(enabled);
      const as = (token: string) => ({ Authorization: `Bearer ${token}` });
      const stored = await request(server)
        .post(`${BASE}/v1/provenance/manifests`)
        .set(as(LIMITED))
        .send(manifest);
      expect([stored.status, stored.body.data]).toEqual([
        200,
        expect.objectContaining(manifest),
      ]);

      const { body } = await request(server)
        .get(`${BASE}/v1/openapi.json`)
        .set(as(UNLIMITED));
      const others = Object.entries<Record<string, { security: unknown[] }>>(
        body.paths,
      ).flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([, { security }]) => security.length > 0)
          .map(([method]) => ({ path, method: method as 'get' })),
      );
      expect(others.length).toBeGreaterThan(50);
      for (const { path, method } of others) {
        const { status } = await request(server)
          [method](path.replace(/\{\w+\}/g, 'x'))
          .set(as(LIMITED));
        const isOwn = path.endsWith('/manifests') && String(method) === 'post';
        // Its own route misses the body.
        expect([method, path, status]).toEqual([
          method,
          path,
          isOwn ? 400 : 403,
        ]);
      }
    }, 30_000);
  },
);
