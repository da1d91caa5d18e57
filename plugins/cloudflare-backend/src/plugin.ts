import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Config } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  cloudflarePermissions,
  evidenceKinds,
  incidentTemplateProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  cloudflareServiceRef,
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { name, version } from '../package.json';
import { accountRoutes } from './account/accounts';
import { CatalogModule } from './account/CatalogModule';
import { syncRoutes } from './account/sync';
import { tokenPermissionRoutes } from './account/tokenPermissions';
import { linkRoutes } from './catalog/links';
import { openDatabase } from './database/openDatabase';
import { createEvidence } from './evidence/createEvidence';
import { AccountMetrics } from './metrics/AccountMetrics';
import { createPosture } from './posture/createPosture';
import { openPosture } from './posture/openPosture';
import { productRoutes } from './products';
import { buildManifestRoutes } from './provenance/buildManifestRoutes';
import { BuildManifests } from './provenance/BuildManifests';
import { ProductionDeployments } from './provenance/ProductionDeployments';
import { productionDeploymentRoutes } from './provenance/productionDeploymentRoutes';
import { loadPseudonyms } from './redaction/loadPseudonyms';
import { maskedTextBy } from './redaction/maskedText';
import { AnswerCache } from './routing/AnswerCache';
import { createRouter } from './routing/createRouter';
import { Guard } from './routing/Guard';
import { withOwnErrors } from './routing/ownErrors';
import { withOwnRoutes } from './routing/ownRoutes';
import { CACHE_TTL_BOUNDS, Route } from './routing/route';

/**
 * The HTTP API of the Cloudflare plugins, at `/api/cloudflare`.
 *
 * @public
 */
export const cloudflarePlugin = createBackendPlugin({
  pluginId: 'cloudflare',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        cloudflare: cloudflareServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { config, logger, cloudflare } = deps;
        const permissionsEnabled =
          config.getOptionalBoolean('permission.enabled') === true;
        if (!permissionsEnabled) {
          logger.warn(
            `'permission.enabled' is not true: everyone who is signed in may read Cloudflare, and personal and sensitive fields are masked for all`,
          );
        }
        const cacheTtl = readCacheTtl(config);
        checkIncidentTemplate(config);
        const knex = await openDatabase(deps.database);
        const pseudonyms = await loadPseudonyms({ config, knex });
        logger.info(`Pseudonyms are made with the key ${pseudonyms.keyId}`);

        const environments = EnvironmentRules.fromConfig(config);
        const provenance = readProvenanceOptions(config);
        const manifests = new BuildManifests(knex);
        const metrics = new AccountMetrics();
        const reading = {
          ...deps,
          environments,
          provenance,
          manifests,
          metrics,
        };
        const catalogModule = new CatalogModule(deps);
        const mask = (text: string) => maskedTextBy(pseudonyms.rules, text);
        const opened = await openPosture({ config, knex, mask });
        const evidence = createEvidence({
          ...reading,
          catalogModule,
          knex,
          posture: opened,
          pseudonyms,
          collector: { name, version },
        });
        const routes: Route[] = [];
        const posture = createPosture({
          ...deps,
          posture: opened,
          dependencies: {
            ...reading,
            catalogModule,
            evidence: {
              bundles: evidence.services.store,
              coverage: evidence.coverage,
              kinds: evidenceKinds,
            },
            mask,
          },
          knex,
          permissionsEnabled,
          routing: {
            evidence: evidence.services,
            production: new ProductionDeployments(reading),
            allRoutes: () => routes,
          },
        });
        routes.push(
          ...withOwnRoutes(
            [
              ...productRoutes({ ...reading, evidence: evidence.services }),
              ...productionDeploymentRoutes(reading),
              ...buildManifestRoutes(reading),
              ...accountRoutes(config),
              ...syncRoutes(catalogModule),
              ...tokenPermissionRoutes(),
              ...evidence.routes,
              ...posture.routes,
              ...linkRoutes({ ...deps, catalogModule }),
            ],
            version,
          ),
        );

        deps.permissionsRegistry.addPermissions(cloudflarePermissions);
        const router = createRouter(routes, {
          guard: new Guard({ ...deps, permissionsEnabled }),
          answers: new AnswerCache(deps.cache, logger),
          cloudflare,
          pseudonyms,
          auditor: deps.auditor,
          cacheTtl,
        });
        deps.httpRouter.use(withOwnErrors(router, logger));
        for (const { access, path } of routes) {
          if (access === 'public') {
            deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
          }
        }
        deps.lifecycle.addStartupHook(() => evidence.start());
        deps.lifecycle.addStartupHook(() => posture.start());
        deps.lifecycle.addShutdownHook(() => evidence.stop());
      },
    });
  },
});

function readCacheTtl(config: Config): number | undefined {
  const key = 'cloudflare.cache.ttl';
  const { least, most } = CACHE_TTL_BOUNDS;
  const ttl = config.getOptionalNumber(key);
  if (ttl !== undefined && !(ttl >= least && ttl <= most)) {
    throw new InputError(
      `Invalid configuration at '${key}': expected a number of seconds from ${least} to ${most}`,
    );
  }
  return ttl;
}

/** Only the frontend uses it, and cannot tell whoever configured it. */
function checkIncidentTemplate(config: Config): void {
  const key = 'cloudflare.incidents.linkTemplate';
  const template = config.getOptionalString(key);
  const problem =
    template === undefined ? undefined : incidentTemplateProblem(template);
  if (problem !== undefined) {
    throw new InputError(`Invalid configuration at '${key}': ${problem}`);
  }
}
