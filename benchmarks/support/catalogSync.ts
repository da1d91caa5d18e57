import {
  coreServices,
  createServiceFactory,
  SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import catalogModule from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';

/** The catalog module in a backend, with a catalog that counts what it is handed. */
export interface CatalogSync {
  /** Runs the account's sync once, as the scheduler would. */
  run(): Promise<void>;
  /** Entities that were handed over to be written or removed, since the start. */
  writes(): number;
  /** Entities that the catalog would hold. */
  entities(): number;
  stop(): Promise<void>;
}

export async function startCatalogSync(account: {
  url: string;
  accountId: string;
  apiToken: string;
  budget?: { requests?: number; share?: number };
}): Promise<CatalogSync> {
  const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
  const held = new Map<string, Set<string>>();
  let writes = 0;

  const connect = (provider: EntityProvider) => {
    const refs = new Set<string>();
    held.set(provider.getProviderName(), refs);
    return provider.connect({
      async refresh() {},
      async applyMutation(mutation) {
        if (mutation.type === 'full') {
          const names = mutation.entities.map(e => e.entity.metadata.name);
          writes += names.length;
          refs.clear();
          names.forEach(name => refs.add(name));
        } else {
          writes += mutation.added.length + mutation.removed.length;
          mutation.added.forEach(e => refs.add(e.entity.metadata.name));
          mutation.removed.forEach(removed =>
            refs.delete(
              'entity' in removed
                ? removed.entity.metadata.name
                : removed.entityRef.split('/').pop()!,
            ),
          );
        }
      },
    });
  };
  const providers: EntityProvider[] = [];

  const backend = await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addProcessor() {},
          addEntityProvider(
            ...added: Array<EntityProvider | EntityProvider[]>
          ) {
            providers.push(...added.flat());
          },
          addPlaceholderResolver() {},
          setOnProcessingErrorHandler() {},
        },
      ],
    ],
    features: [
      catalogModule,
      mockServices.rootConfig.factory({
        data: {
          cloudflare: {
            accountId: account.accountId,
            apiToken: account.apiToken,
            apiBaseUrl: account.url,
            budget: account.budget ?? {},
            defaults: { owner: 'group:default/platform' },
          },
        },
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => ({
          createScheduledTaskRunner: () => ({
            async run(task) {
              tasks.set(task.id, task);
            },
          }),
          async scheduleTask(task) {
            tasks.set(task.id, task);
          },
          async triggerTask() {},
          async getScheduledTasks() {
            return [];
          },
          async cancelTask() {},
        }),
      }),
    ],
  });
  await Promise.all(providers.map(connect));

  return {
    async run() {
      const task = tasks.get('cloudflare:default:sync');
      if (!task) {
        throw new Error('The module did not schedule its sync');
      }
      await task.fn(new AbortController().signal);
    },
    writes: () => writes,
    entities: () =>
      [...held.values()].reduce((sum, refs) => sum + refs.size, 0),
    stop: () => backend.stop(),
  };
}
