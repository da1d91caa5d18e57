import {
  BackstageCredentials,
  BackstageUserPrincipal,
  coreServices,
  createBackendModule,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PolicyQuery } from '@backstage/plugin-permission-node';
import request from 'supertest';
import {
  CloudflarePermissionPolicy,
  readPolicyConfig,
  withoutHiddenEntities,
} from './index';

const types = {
  'cf-worker-api': 'cloudflare-worker',
  'cf-zt-access': 'cloudflare-zero-trust',
  'cf-secrets-store-main': 'cloudflare-secrets-store',
};

const entities = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'entities',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'entities',
          async connect(connection) {
            await connection.applyMutation({
              type: 'full',
              entities: Object.entries(types).map(([name, type]) => ({
                locationKey: 'entities',
                entity: {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Resource',
                  metadata: {
                    name,
                    annotations: {
                      'backstage.io/managed-by-location':
                        'url:https://acme.example',
                      'backstage.io/managed-by-origin-location':
                        'url:https://acme.example',
                    },
                  },
                  spec: { type, owner: 'group:default/platform' },
                },
              })),
            });
          },
        });
      },
    });
  },
});

const policy = new CloudflarePermissionPolicy({
  userInfo: {
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as BackstageUserPrincipal;
      const group = userEntityRef.replace('user:', 'group:');
      return { userEntityRef, ownershipEntityRefs: [userEntityRef, group] };
    },
  },
  matrix: readPolicyConfig(
    new ConfigReader({
      cloudflare: {
        policy: {
          groups: { 'group:default/access': ['cloudflare.read.zerotrust'] },
        },
      },
    }),
  ).matrix,
});

// Between the catalog and the policy lies nothing but the permission backend.
const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: (): PermissionsService => {
    const decide = (
      requests: Pick<PolicyQuery, 'permission'>[],
      { credentials }: { credentials: BackstageCredentials },
    ) =>
      Promise.all(
        requests.map(({ permission }) =>
          policy.handle(
            { permission },
            {
              credentials:
                credentials as BackstageCredentials<BackstageUserPrincipal>,
              info: { userEntityRef: '', ownershipEntityRefs: [] },
            },
          ),
        ),
      );
    return {
      authorize: decide as PermissionsService['authorize'],
      authorizeConditional: decide,
    };
  },
});

describe('the entities of a catalog with the Cloudflare policy', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [catalogBackend, entities, permissions],
    });
  });

  afterAll(() => backend.stop());

  const seenBy = async (user: string): Promise<string[]> => {
    const response = await request(backend.server)
      .get('/api/catalog/entities/by-query')
      .set('Authorization', mockCredentials.user.header(user));

    expect(response.status).toBe(200);
    const items: { metadata: { name: string } }[] = response.body.items;
    return items.map(({ metadata }) => metadata.name).sort();
  };

  it('has them all for those who may read the products', async () => {
    // Stitching takes its time.
    for (let tries = 0; tries < 100; tries++) {
      if ((await seenBy('user:default/platform')).length === 3) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await seenBy('user:default/platform')).toEqual(
      Object.keys(types).sort(),
    );
  });

  it('has only the others for those who may not, one product at a time', async () => {
    expect(await seenBy('user:default/readers')).toEqual(['cf-worker-api']);
    expect(await seenBy('user:default/engineering')).toEqual(['cf-worker-api']);
    expect(await seenBy('user:default/stranger')).toEqual(['cf-worker-api']);
    expect(await seenBy('user:default/access')).toEqual([
      'cf-worker-api',
      'cf-zt-access',
    ]);
  });

  it('does not give a hidden one by its name either', async () => {
    const get = (user: string) =>
      request(backend.server)
        .get('/api/catalog/entities/by-name/resource/default/cf-zt-access')
        .set('Authorization', mockCredentials.user.header(user));
    expect((await get('user:default/readers')).status).toBe(404);
    expect((await get('user:default/platform')).status).toBe(200);
  });
});

describe('withoutHiddenEntities', () => {
  const query = { permission: catalogEntityReadPermission };
  const conditions = {
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'catalog-entity',
  };

  it('leaves what is denied, and other requests', () => {
    const deny: PolicyDecision = { result: AuthorizeResult.DENY };
    const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
    const other = {
      permission: { ...catalogEntityReadPermission, name: 'catalog.other' },
    };
    expect(withoutHiddenEntities(query, deny, [])).toBe(deny);
    expect(withoutHiddenEntities(other, allow, [])).toBe(allow);
    expect(
      withoutHiddenEntities(query, allow, ['group:default/security']),
    ).toBe(allow);
  });

  it('adds to the conditions of another policy', () => {
    const decision = withoutHiddenEntities(
      query,
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions,
      },
      [],
    );
    expect(decision).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: { allOf: [conditions, { not: expect.anything() }] },
    });
  });
});
