import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { EmittedFactsStore } from './EmittedFactsStore';
import { factSchemaOf } from './factSchema';
import { retrieverIdOf } from './names';
import { PluginReader } from './PluginReader';
import { PostureFactsReader } from './PostureFactsReader';
import { ScorecardFactRetriever } from './ScorecardFactRetriever';

/**
 * Module of Tech Insights that has a fact retriever for each scorecard of
 * Cloudflare. Each runs only if the configuration schedules it: add
 * `config/tech-insights.yaml` of this package.
 *
 * @public
 */
export const techInsightsModuleCloudflare = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'cloudflare',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        database: coreServices.database,
        discovery: coreServices.discovery,
        techInsights: techInsightsFactRetrieversExtensionPoint,
      },
      async init({ auth, database, discovery, techInsights }) {
        const store = await EmittedFactsStore.create(database);
        const plugins = new PluginReader({ auth, discovery });
        const posture = new PostureFactsReader(plugins);
        for (const scorecard of scorecardIds) {
          const id = retrieverIdOf(scorecard);
          const { title, description } = scorecards[scorecard];
          const schema = factSchemaOf(scorecards[scorecard]);
          const retriever = new ScorecardFactRetriever(scorecard, {
            posture,
            plugins,
            store,
          });
          techInsights.addFactRetrievers({
            [id]: {
              id,
              version: await store.versionOf(id, schema),
              title: `Cloudflare: ${title}`,
              description,
              schema,
              handler: ({ logger }) => retriever.retrieve(logger),
            },
          });
        }
      },
    });
  },
});
