import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import {
  CloudflareClient,
  createCloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  ProductId,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { cloudflareEntityTransformerExtensionPoint } from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import request from 'supertest';
import catalogModuleCloudflare from '../index';

/** The configuration that imports some products, and no other. */
export function importing(...imported: ProductId[]): JsonObject {
  return {
    entityProvider: {
      import: Object.fromEntries(
        productIds.map(id => [id, imported.includes(id)]),
      ),
    },
  };
}

/** A real catalog backend with our module, over a simulated account. */
export class CatalogBackend {
  private backend?: TestBackend;

  private constructor(
    readonly simulator: Simulator,
    readonly client: CloudflareClient,
  ) {}

  static async create(): Promise<CatalogBackend> {
    const simulator = await startSimulator({ quota: 'off' });
    const client = await createCloudflareClient({
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      apiBaseUrl: simulator.url,
    });
    return new CatalogBackend(simulator, client);
  }

  /**
   * Starts the backend.
   *
   * @param options - `others` are entities that other people wrote; `accounts`
   *   are those of the test unless they are to come from the configuration
   */
  async start(
    options: {
      cloudflare?: JsonObject;
      accounts?:
        | { key: string; accountId: string; client: CloudflareClient }[]
        | 'from-configuration';
      others?: Entity[];
    } = {},
  ): Promise<void> {
    const { accountId } = this.simulator;
    const { accounts = [{ key: 'default', accountId, client: this.client }] } =
      options;
    this.backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleCloudflare,
        otherPeoplesModule(options.others ?? []),
        ...(accounts === 'from-configuration'
          ? []
          : [cloudflareServiceMock.factory({ accounts })]),
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Component', 'Resource'] }],
            },
            cloudflare: options.cloudflare ?? {},
          },
        }),
      ],
    });
  }

  /** Reads from the catalog's API, as another plugin if nothing else is told. */
  async get(path: string, header = mockCredentials.service.header()) {
    return request(this.backend!.server)
      .get(`/api/catalog${path}`)
      .set('Authorization', header);
  }

  /** Reads entities until a test is satisfied with them. */
  async entitiesWhen(
    filter: string,
    done: (entities: Entity[]) => boolean,
  ): Promise<Entity[]> {
    for (;;) {
      const { body } = await this.get(`/entities?filter=${filter}`);
      if (done(body)) {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async close(): Promise<void> {
    await this.backend?.stop();
    await this.simulator.close();
  }
}

/** Brings further entities, and transforms ours. */
function otherPeoplesModule(entities: Entity[]) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'others',
    register(reg) {
      reg.registerInit({
        deps: {
          catalog: catalogProcessingExtensionPoint,
          transform: cloudflareEntityTransformerExtensionPoint,
        },
        async init({ catalog, transform }) {
          transform.addEntityTransformer(entity => ({
            ...entity,
            metadata: {
              ...entity.metadata,
              labels: { ...entity.metadata.labels, 'acme.example/seen': 'y' },
            },
          }));
          catalog.addEntityProvider({
            getProviderName: () => 'others',
            connect: async connection =>
              connection.applyMutation({
                type: 'full',
                entities: entities.map(entity => ({
                  entity,
                  locationKey: 'others',
                })),
              }),
          });
        },
      });
    },
  });
}
