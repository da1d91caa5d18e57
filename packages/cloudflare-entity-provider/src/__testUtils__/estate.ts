import { ConfigReader } from '@backstage/config';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  CloudflareClient,
  CloudflareClientOptions,
  createCloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  SimulatorOptions,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareEntityTransformer,
  CloudflareService,
  DataClassRules,
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { accountIngestion } from '../account';
import { CloudflareEntityProvider } from '../CloudflareEntityProvider';
import { CloudflareSync } from '../CloudflareSync';
import { FindEntities } from '../entityRefs';
import { ingestions } from '../products';
import { readSyncConfig } from '../readSyncConfig';
import { AnyIngestion } from '../ResourceIngestion';
import { SyncStore } from '../SyncStore';

/** What a detail of a Worker takes in any case. */
export const DEPLOYMENTS_OPERATION =
  'GET /accounts/{account}/workers/scripts/{script}/deployments';

/** What tells of the builds of up to 20 versions. */
export const BUILDS_OPERATION = 'GET /accounts/{account}/builds/builds';

type ProductKey = ProductId | 'account';

const postgres = [14, 15, 16, 17, 18]
  .filter(
    version =>
      process.env[
        `BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`
      ],
  )
  .map(version => `POSTGRES_${version}` as TestDatabaseId);

/** SQLite, and PostgreSQL where a connection string is given. */
export const databases = TestDatabases.create({
  ids: ['SQLITE_3', ...postgres],
});

/** A catalog that takes entities as the real one does, and keeps what it was told. */
class RecordingCatalog {
  readonly entities = new Map<string, Map<string, Entity>>();
  mutations: { provider: string; mutation: EntityProviderMutation }[] = [];

  async connect(provider: CloudflareEntityProvider): Promise<void> {
    const name = provider.getProviderName();
    await provider.connect({
      refresh: async () => {},
      applyMutation: async mutation => {
        this.mutations.push({ provider: name, mutation });
        const own = this.entities.get(name) ?? new Map<string, Entity>();
        this.entities.set(name, own);
        if (mutation.type === 'full') {
          own.clear();
        } else {
          for (const gone of mutation.removed) {
            own.delete(
              'entity' in gone
                ? stringifyEntityRef(gone.entity)
                : gone.entityRef,
            );
          }
        }
        const added =
          mutation.type === 'full' ? mutation.entities : mutation.added;
        for (const { entity } of added) {
          own.set(stringifyEntityRef(entity), entity);
        }
      },
    });
  }
}

/** What a test starts a backend process with. */
export interface ProcessOptions {
  config?: JsonObject;
  transformers?: CloudflareEntityTransformer[];
  /** Stands for the real client of the simulator. */
  client?: CloudflareClient;
  observe?: CloudflareService['observe'];
  /** What is synced beside the account. */
  products?: readonly (ProductId | AnyIngestion)[];
  /** Which entities the catalog has; all when absent. */
  findEntities?: FindEntities;
}

/** A simulated account, the tables and the catalog that its sync fills. */
export class Estate {
  readonly catalog = new RecordingCatalog();

  private constructor(
    readonly simulator: Simulator,
    readonly client: CloudflareClient,
    readonly knex: Knex,
    readonly store: SyncStore,
  ) {}

  static async start(
    options: SimulatorOptions & {
      database?: TestDatabaseId;
      budget?: CloudflareClientOptions['budget'];
      /** With the token for Workers Builds. */
      builds?: boolean;
    } = {},
  ): Promise<Estate> {
    const simulator = await startSimulator({ quota: 'off', ...options });
    const client = await createCloudflareClient({
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      buildsToken: options.builds ? simulator.buildsToken : undefined,
      apiBaseUrl: simulator.url,
      maxRetries: 0,
      budget: options.budget ?? { requests: 1_000_000, share: 1 },
    });
    const knex = await databases.init(options.database ?? 'SQLITE_3');
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    return new Estate(
      simulator,
      client,
      knex,
      await SyncStore.create(database),
    );
  }

  /** Starts a backend process over the tables and the catalog. */
  async process(options: ProcessOptions = {}): Promise<CloudflareSync> {
    const root = new ConfigReader({ cloudflare: options.config ?? {} });
    const config = readSyncConfig(root);
    const synced = (options.products ?? ['workers', 'pages', 'zeroTrust']).map(
      product => (typeof product === 'string' ? ingestions[product] : product),
    );
    const products = [accountIngestion, ...synced].map(ingestion => {
      const { id } = ingestion.kind;
      return {
        ingestion,
        provider: new CloudflareEntityProvider('default', id),
        imported: id === 'account' || config.imports(id),
      };
    });
    for (const { provider } of products) {
      await this.catalog.connect(provider);
    }
    return new CloudflareSync({
      account: {
        key: 'default',
        accountId: this.simulator.accountId,
        client: options.client ?? this.client,
      },
      config,
      environments: EnvironmentRules.fromConfig(root),
      dataClasses: DataClassRules.fromConfig(root),
      findEntities: options.findEntities ?? (async refs => new Set(refs)),
      provenance: readProvenanceOptions(root),
      transformers: options.transformers ?? [],
      store: this.store,
      logger: mockServices.logger.mock(),
      products,
      timeoutMs: 120_000,
      observe: options.observe ?? (() => () => {}),
    });
  }

  /** Runs a sync and answers its report. */
  async run(sync: CloudflareSync, signal = new AbortController().signal) {
    this.catalog.mutations = [];
    this.simulator.resetStatistics();
    await sync.run(signal);
    const [run] = await this.store.runs(['default'], 1);
    return run;
  }

  /** Names of a product's entities in the catalog, sorted. */
  names(product: ProductKey): string[] {
    return this.ofProduct(product)
      .map(entity => entity.metadata.name)
      .sort();
  }

  entity(product: ProductKey, name: string): Entity {
    const found = this.ofProduct(product).find(e => e.metadata.name === name);
    if (!found) {
      throw new Error(
        `no ${name} among ${this.names(product).join(', ') || 'nothing'}`,
      );
    }
    return found;
  }

  /** Renumbers the last run, so that the next one has the number after it. */
  async setRun(run: number): Promise<void> {
    const runs = this.knex('cloudflare_sync_runs');
    const [{ last }] = await runs.clone().max({ last: 'run' });
    await runs.where({ run: last }).update({ run });
  }

  async close(): Promise<void> {
    await this.simulator.close();
  }

  private ofProduct(product: ProductKey): Entity[] {
    const own = this.catalog.entities.get(`cloudflare:default:${product}`);
    return [...(own?.values() ?? [])];
  }
}

/** The part on a product of a run's report. */
export function partOf(
  run: { products: { product: string }[] },
  product: ProductKey,
) {
  return run.products.find(part => part.product === product) as any;
}
