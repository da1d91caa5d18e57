import {
  BackendFeature,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  CloudflareClientOptions,
  createCloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { Knex } from 'knex';
import plugin from '..';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A simulated account as the service hands it out. */
export async function accountOf(
  simulator: Simulator,
  options: Partial<CloudflareClientOptions> & { key?: string } = {},
): Promise<CloudflareAccount> {
  const { key = 'default', ...clientOptions } = options;
  return {
    key,
    accountId: simulator.accountId,
    client: await createCloudflareClient({
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      apiBaseUrl: simulator.url,
      maxRetries: 0,
      ...clientOptions,
    }),
  };
}

/** The plugin in a backend of its own. */
export async function startPlugin(options: {
  accounts: CloudflareAccount[];
  /** The permissions that nobody has, or that a user does not have. */
  denied?: string[] | ((permission: string, userRef: string) => boolean);
  permissionsEnabled?: boolean;
  /** Below `cloudflare`. */
  cloudflareConfig?: JsonObject;
  /** What the catalog holds, unless `features` bring a real catalog. */
  entities?: Entity[] | 'of-a-real-catalog';
  features?: BackendFeature[];
  /** In the place of the one that `audited` tells of. */
  auditor?: BackendFeature;
  /** The plugin's database; one of its own by default. */
  knex?: Knex;
}) {
  const { denied = [], permissionsEnabled = true } = options;
  const isDenied = Array.isArray(denied)
    ? (permission: string) => denied.includes(permission)
    : denied;
  const auditor = mockServices.auditor.mock();
  const audited: {
    eventId: string;
    outcome: string;
    meta?: object;
    /** What was added at the end. */
    done?: object;
    error?: string;
  }[] = [];
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
    success: async end => {
      audited.push({ eventId, outcome: 'success', meta, done: end?.meta });
    },
    fail: async end => {
      audited.push({
        eventId,
        outcome: 'fail',
        meta,
        done: end.meta,
        error: String(end.error),
      });
    },
  }));
  const decide = async (
    requests: { permission: { name: string } }[],
    { credentials }: { credentials: BackstageCredentials },
  ) => {
    const { principal } = credentials as BackstageCredentials<{
      userEntityRef?: string;
    }>;
    return requests.map(
      ({ permission }): DefinitivePolicyDecision => ({
        // Without the permission system, every decision is "allow".
        result:
          permissionsEnabled &&
          isDenied(permission.name, principal.userEntityRef ?? '')
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    );
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      cloudflareServiceMock.factory({ accounts: options.accounts }),
      ...(options.entities === 'of-a-real-catalog'
        ? []
        : [catalogServiceMock.factory({ entities: options.entities })]),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: permissionsEnabled },
          cloudflare: {
            redaction: { pseudonymKey: 'a key for tests that is long enough' },
            ...options.cloudflareConfig,
          },
        },
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => ({ authorize: decide, authorizeConditional: decide }),
      }),
      options.auditor ?? auditor.factory,
      // Those of the default would outlive the test.
      createServiceFactory({
        service: coreServices.database,
        deps: { metadata: coreServices.pluginMetadata },
        factory: async ({ metadata }) => {
          const given = metadata.getId() === 'cloudflare' && options.knex;
          const knex = given || (await databases.init('SQLITE_3'));
          return mockServices.database({ knex });
        },
      }),
      ...(options.features ?? []),
    ],
  });
  return { server: backend.server, backend, audited };
}
