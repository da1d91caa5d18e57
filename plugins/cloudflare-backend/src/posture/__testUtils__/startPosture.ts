import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  CloudflareAccount,
  cloudflareServiceRef,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import request from 'supertest';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { AnswerCache } from '../../routing/AnswerCache';
import { createRouter } from '../../routing/createRouter';
import { Guard } from '../../routing/Guard';
import { Exemptions } from '../exemptions/Exemptions';
import { PostureRouteServices, postureRoutes } from '../routes/postureRoutes';
import { PostureDependencies } from '../PostureSources';
import { PostureReadStore, StoredEntity } from '../StoredPosture';

const ACCOUNT = { key: 'default', accountId: 'a1' } as CloudflareAccount;

/** What a user sees who is not named: everything. */
export interface Sees {
  /** Permissions that the user does not have. */
  denied?: readonly string[];
  /** Entity refs that the catalog shows to the user; absent: all. */
  shown?: readonly string[] | 'none';
}

/** The routes about posture, in a backend of their own. */
export async function startPosture(options: {
  store: PostureReadStore;
  /** By the names of users. */
  users?: Record<string, Sees>;
  /** Refs that the catalog has. */
  refs?: readonly string[];
  services?: Partial<PostureRouteServices> & {
    catalogModule?: Pick<PostureDependencies['catalogModule'], 'products'>;
  };
  accounts?: CloudflareAccount[];
}) {
  const { store, users = {}, refs = [] } = options;
  const { catalogModule, ...services } = options.services ?? {};
  const catalog = catalogServiceMock.mock();
  const seesOf = (question: unknown): Sees => {
    const { credentials } = question as {
      credentials: { principal?: { userEntityRef?: string } };
    };
    const name = credentials.principal?.userEntityRef?.split('/')[1] ?? '';
    return users[name] ?? {};
  };
  const shows = ({ shown }: Sees, ref: string) =>
    refs.includes(ref) &&
    (shown === undefined || (shown !== 'none' && shown.includes(ref)));
  catalog.getEntityByRef.mockImplementation(async (ref, asked) =>
    shows(seesOf(asked), String(ref)) ? entityAt(String(ref)) : undefined,
  );
  catalog.getEntitiesByRefs.mockImplementation(
    async ({ entityRefs }, asked) => ({
      items: entityRefs.map(ref =>
        shows(seesOf(asked), ref) ? entityAt(ref) : undefined,
      ),
    }),
  );
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, asked) =>
      requests.map(({ permission }) => ({
        result: seesOf(asked).denied?.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async (requests, asked) =>
      requests.map(() => {
        const { shown } = seesOf(asked);
        if (shown === undefined || shown === 'none') {
          return {
            result: shown ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          } as const;
        }
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'IS_ENTITY_OWNER',
            resourceType: 'catalog-entity',
          },
        } as const;
      }),
  });
  const auditor = mockServices.auditor.mock();
  const refresh = jest.fn(async () => {});
  const plugin = createBackendPlugin({
    pluginId: 'cloudflare',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          cache: coreServices.cache,
          cloudflare: cloudflareServiceRef,
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
          logger: coreServices.logger,
        },
        async init({ auth, cache, cloudflare, http, httpAuth, logger }) {
          const routes = postureRoutes({
            store,
            config: { thresholds: {} },
            exemptions: new Exemptions([]),
            dependencies: { auth, catalog, catalogModule },
            permissions,
            permissionsEnabled: true,
            refresh,
            allRoutes: () => routes,
            ...services,
          } as PostureRouteServices);
          auditor.createEvent.mockResolvedValue({
            success: async () => {},
            fail: async () => {},
          });
          http.use(
            createRouter(routes, {
              guard: new Guard({
                auth,
                httpAuth,
                permissions,
                permissionsEnabled: true,
              }),
              answers: new AnswerCache(cache, logger),
              cloudflare,
              pseudonyms: new Pseudonyms('a key for tests'),
              auditor,
            }),
          );
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [
      plugin,
      cloudflareServiceMock.factory({
        accounts: options.accounts ?? [ACCOUNT],
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
    ],
  });
  const as = (user: string) =>
    mockCredentials.user.header(`user:default/${user}`);
  const get = (path: string, user = 'all') =>
    request(server)
      .get(`/api/cloudflare/v1/posture${path}`)
      .set('Authorization', as(user));
  const post = (path: string, user = 'all') =>
    request(server)
      .post(`/api/cloudflare/v1/posture${path}`)
      .set('Authorization', as(user));
  return { server, get, post, refresh, auditor, catalog, permissions };
}

/** All that entities tell of. */
export function refsOf(entities: readonly StoredEntity[]): string[] {
  return [
    ...new Set(
      entities.flatMap(({ entityRef, owner, system, components }) =>
        [entityRef, owner, system, ...components].flatMap(ref => ref ?? []),
      ),
    ),
  ];
}

function entityAt(ref: string): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace },
    spec: { type: stringifyEntityRef({ kind, namespace, name }) },
  };
}
