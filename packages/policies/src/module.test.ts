import {
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { createPermission } from '@backstage/plugin-permission-common';
import { cloudflarePermissions } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import cloudflarePolicy from './index';

const groupOf: Record<string, string> = {
  'user:default/sam': 'group:default/security',
  'user:default/pat': 'group:default/platform',
  'user:default/eve': 'group:default/engineering',
  'user:default/rio': 'group:default/readers',
};

// Tells the groups of a user, as the auth backend would.
const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as BackstageUserPrincipal;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, groupOf[userEntityRef] ?? ''],
      };
    },
  }),
});

const ofOthers = createPermission({
  name: 'scaffolder.task.read',
  attributes: { action: 'read' },
});

describe('the permission backend with the Cloudflare policy', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        permissionBackend,
        cloudflarePolicy,
        userInfo,
        mockServices.rootConfig.factory({
          data: { permission: { enabled: true } },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend.stop();
  });

  async function deniedTo(header: string): Promise<string[]> {
    const response = await request(backend.server)
      .post('/api/permission/authorize')
      .set('Authorization', header)
      .send({
        items: [...cloudflarePermissions, ofOthers].map(permission => ({
          id: permission.name,
          permission,
        })),
      });
    expect(response.status).toBe(200);
    const items: { id: string; result: string }[] = response.body.items;
    expect(items).toHaveLength(cloudflarePermissions.length + 1);
    return items
      .filter(({ result }) => result !== 'ALLOW')
      .map(({ id }) => id)
      .sort();
  }

  const deniedToReaders = [
    'cloudflare.export.evidence',
    'cloudflare.read.kv.values',
    'cloudflare.read.personal',
    'cloudflare.read.secretsstore.meta',
    'cloudflare.read.sensitive',
    'cloudflare.read.zerotrust',
    'cloudflare.submit.provenance',
    'cloudflare.sync',
  ];

  it.each([
    [
      'user:default/sam',
      ['cloudflare.read.kv.values', 'cloudflare.submit.provenance'],
    ],
    [
      'user:default/pat',
      [
        'cloudflare.read.kv.values',
        'cloudflare.read.personal',
        'cloudflare.submit.provenance',
      ],
    ],
    ['user:default/eve', deniedToReaders],
    ['user:default/rio', deniedToReaders],
    [
      'user:default/guest',
      cloudflarePermissions.map(({ name }) => name).sort(),
    ],
  ])('denies %s exactly what the matrix denies', async (ref, denied) => {
    await expect(deniedTo(mockCredentials.user.header(ref))).resolves.toEqual(
      denied,
    );
  });

  it('answers nobody who is not signed in', async () => {
    const response = await request(backend.server)
      .post('/api/permission/authorize')
      .set('Authorization', mockCredentials.none.header())
      .send({ items: [] });
    expect(response.status).toBe(401);
  });
});
