import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareEntityTransformer,
  cloudflareEntityTransformerExtensionPoint,
  cloudflareServiceRef,
  DataClassRules,
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { accountIngestion } from './account';
import { CloudflareAnnotationProcessor } from './CloudflareAnnotationProcessor';
import { CloudflareEntityProvider } from './CloudflareEntityProvider';
import { CloudflareSync, SyncedProduct } from './CloudflareSync';
import { entityFinder } from './entityRefs';
import { ingestions } from './products';
import { readSyncConfig } from './readSyncConfig';
import { createRouter } from './router';
import { SyncStore } from './SyncStore';

/**
 * Catalog module that brings Cloudflare resources into the catalog, and
 * relates Components to those that they name in annotations.
 *
 * @public
 */
export const catalogModuleCloudflare = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'cloudflare',
  register(reg) {
    const transformers: CloudflareEntityTransformer[] = [];
    reg.registerExtensionPoint(cloudflareEntityTransformerExtensionPoint, {
      addEntityTransformer: transformer => transformers.push(transformer),
    });
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        catalogService: catalogServiceRef,
        cloudflare: cloudflareServiceRef,
        rootConfig: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        catalogService,
        cloudflare,
        rootConfig,
        database,
        httpAuth,
        httpRouter,
        logger,
        scheduler,
      }) {
        const config = readSyncConfig(rootConfig);
        const accounts = cloudflare.accounts();
        // Without its providers the catalog would remove all of their entities.
        if (accounts.length === 0) {
          throw new InputError(
            `Invalid configuration at 'cloudflare': no account is configured; set 'cloudflare.accountId' and 'cloudflare.apiToken', or take the catalog module for Cloudflare out of the backend`,
          );
        }
        if (config.ownerIsAssumed) {
          logger.warn(
            `'cloudflare.defaults.owner' is not configured: Cloudflare resources that no rule of 'cloudflare.owners' fits belong to '${config.defaults.owner}'`,
          );
        }
        const ids = Object.keys(ingestions) as ProductId[];
        const store = await SyncStore.create(database);
        const environments = EnvironmentRules.fromConfig(rootConfig);
        const dataClasses = DataClassRules.fromConfig(rootConfig);
        const provenance = readProvenanceOptions(rootConfig);

        for (const account of accounts) {
          const products: SyncedProduct[] = [
            {
              ingestion: accountIngestion,
              provider: new CloudflareEntityProvider(account.key, 'account'),
              imported: true,
            },
            ...ids.map(id => ({
              ingestion: ingestions[id],
              provider: new CloudflareEntityProvider(account.key, id),
              imported: config.imports(id),
            })),
          ];
          catalog.addEntityProvider(products.map(({ provider }) => provider));
          const sync = new CloudflareSync({
            account,
            config,
            environments,
            dataClasses,
            findEntities: entityFinder(catalogService, auth),
            provenance,
            transformers,
            store,
            logger,
            products,
            timeoutMs: durationToMilliseconds(config.timeout),
            observe: observer => cloudflare.observe(observer),
          });
          await scheduler.scheduleTask({
            ...config.schedule,
            id: `cloudflare:${account.key}:sync`,
            fn: signal => sync.run(signal),
          });
        }

        catalog.addProcessor(
          new CloudflareAnnotationProcessor({
            accounts,
            namespace: config.namespace,
          }),
        );
        httpRouter.use(
          createRouter({
            accounts,
            imported: Object.fromEntries(
              ids.map(id => [id, config.imports(id)]),
            ) as Record<ProductId, boolean>,
            store,
            httpAuth,
          }),
        );
      },
    });
  },
});
