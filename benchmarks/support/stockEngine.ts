import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techInsights from '@backstage-community/plugin-tech-insights-backend';
import jsonRulesEngine from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import { DateTime } from 'luxon';

const RETRIEVER = 'measured';

/** The stock Tech Insights backend, with facts of the entities. */
export interface StockEngine {
  /** Runs all checks of all entities, as `runBulkChecks` of the client does. */
  runBulkChecks(): Promise<{ entities: number; results: number }>;
  stop(): Promise<void>;
}

/** @param checks - ids, of which each entity has a state as a fact */
export async function startStockEngine(
  entityRefs: readonly string[],
  checks: readonly string[],
): Promise<StockEngine> {
  // Neither facts nor checks of the configuration have dots in their names.
  const factOf = (check: string) => check.replace(/\W/g, '-');
  const ids = checks.map(factOf);
  let collected = () => {};
  const isCollected = new Promise<void>(resolve => {
    collected = resolve;
  });
  const retriever = createBackendModule({
    pluginId: 'tech-insights',
    moduleId: 'measured',
    register(reg) {
      reg.registerInit({
        deps: {
          retrievers: techInsightsFactRetrieversExtensionPoint,
          lifecycle: coreServices.lifecycle,
        },
        async init({ retrievers }) {
          retrievers.addFactRetrievers({
            [RETRIEVER]: {
              id: RETRIEVER,
              version: '1.0.0',
              schema: Object.fromEntries(
                ids.map(id => [id, { type: 'string', description: id }]),
              ),
              async handler() {
                collected();
                const timestamp = DateTime.utc();
                return entityRefs.map((ref, i) => ({
                  entity: parseEntityRef(ref),
                  timestamp,
                  facts: Object.fromEntries(
                    ids.map((id, j) => [
                      id,
                      (i + j) % 7 === 0 ? 'fail' : 'pass',
                    ]),
                  ),
                }));
              },
            },
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      techInsights,
      jsonRulesEngine,
      retriever,
      schedulerServiceFactory,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          techInsights: {
            factRetrievers: {
              [RETRIEVER]: {
                cadence: '0 0 1 1 *',
                initialDelay: { seconds: 0 },
              },
            },
            factChecker: {
              checks: Object.fromEntries(
                ids.map(id => [
                  id,
                  {
                    type: 'json-rules-engine',
                    name: id,
                    description: id,
                    factIds: [RETRIEVER],
                    rule: {
                      conditions: {
                        all: [
                          {
                            fact: id,
                            operator: 'in',
                            value: ['pass', 'not-applicable', 'exempt'],
                          },
                        ],
                      },
                    },
                  },
                ]),
              ),
            },
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const post = async (body: object) => {
    const response = await fetch(
      `http://localhost:${port}/api/tech-insights/checks/run`,
      {
        method: 'POST',
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      },
    );
    if (!response.ok) {
      throw new Error(`checks/run answered ${response.status}`);
    }
    return (await response.json()) as { results: unknown[] }[];
  };
  const runBulkChecks = async () => {
    const answer = await post({ checks: ids, entities: [] });
    return {
      entities: answer.length,
      results: answer.reduce((sum, { results }) => sum + results.length, 0),
    };
  };
  await isCollected;
  // The facts are stored some time after the retriever gave them.
  const wanted = entityRefs.length * checks.length;
  while ((await runBulkChecks()).results < wanted) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return { runBulkChecks, stop: () => backend.stop() };
}
