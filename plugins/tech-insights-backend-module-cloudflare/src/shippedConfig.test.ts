import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  checks,
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { DateTime } from 'luxon';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { PosturePlugin } from './__testUtils__/posturePlugin';
import { TechInsightsBackend } from './__testUtils__/techInsightsBackend';
import { factSchemaOf } from './factSchema';
import { retrieverIdOf, techInsightsCheckIdOf } from './names';

jest.setTimeout(60_000);

const WORKER = 'resource:default/cf-worker-shop';

/** What an adopter has beside ours. */
const ownModule = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'own',
  register(reg) {
    reg.registerInit({
      deps: { techInsights: techInsightsFactRetrieversExtensionPoint },
      async init({ techInsights }) {
        techInsights.addFactRetrievers({
          ownRetriever: {
            id: 'ownRetriever',
            version: '0.1.0',
            schema: { state: { type: 'string', description: 'Of theirs' } },
            handler: async () => [
              {
                entity: {
                  kind: 'resource',
                  namespace: 'default',
                  name: 'cf-worker-shop',
                },
                facts: { state: 'good' },
                timestamp: DateTime.utc(),
              },
            ],
          },
        });
      },
    });
  },
});

const ownConfig = {
  techInsights: {
    factRetrievers: { ownRetriever: { cadence: '0 0 * * *' } },
    factChecker: {
      checks: {
        ownCheck: {
          type: 'json-rules-engine',
          name: 'Own check',
          description: 'Of theirs and ours',
          factIds: ['ownRetriever', 'cloudflare-change-management'],
          rule: {
            conditions: {
              all: [
                { fact: 'state', operator: 'equal', value: 'good' },
                {
                  fact: 'cloudflare.prov.commit.state',
                  operator: 'equal',
                  value: 'pass',
                },
              ],
            },
          },
        },
      },
    },
  },
};

describe('the shipped configuration', () => {
  it('is what the checks make, as are the tables of the documentation', () => {
    const script = path.join(
      __dirname,
      '../../../scripts/generate-scorecards.mjs',
    );
    const check = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect(check).toMatchObject({ stderr: '', status: 0 });
  });

  it('gives each check facts of its own', () => {
    const names = scorecardIds.flatMap(id =>
      Object.keys(factSchemaOf(scorecards[id])),
    );
    const expected = checks.reduce(
      (count, { facts }) => count + 1 + Object.keys(facts).length,
      0,
    );
    expect(new Set(names).size).toBe(expected);
    expect(names).toHaveLength(expected);
  });

  it('brings every check into Tech Insights, with facts of the schemas', async () => {
    const backend = await TechInsightsBackend.start({
      features: [
        new PosturePlugin().feature,
        catalogServiceMock.factory({ entities: [] }),
      ],
    });
    const found: {
      id: string;
      factIds: string[];
      rule: { conditions: { all: { fact: string }[] } };
    }[] = await backend.get('/api/tech-insights/checks');
    const schemas: object[] = await backend.get(
      '/api/tech-insights/fact-schemas',
    );
    await backend.stop();

    expect(found.map(({ id }) => id)).toEqual(
      checks.map(techInsightsCheckIdOf),
    );
    expect(new Set(found.flatMap(({ factIds }) => factIds))).toEqual(
      new Set(
        scorecardIds
          .filter(id => Object.keys(scorecards[id].checks).length > 0)
          .map(retrieverIdOf),
      ),
    );
    const known = schemas.flatMap(schema => Object.keys(schema));
    for (const { rule } of found) {
      expect(known).toContain(rule.conditions.all[0].fact);
    }
  });

  it("stands beside an adopter's own checks, which may use its facts", async () => {
    const posture = new PosturePlugin();
    posture.entities = {
      [WORKER]: { 'prov.commit': { state: 'pass', facts: {} } },
    };
    const backend = await TechInsightsBackend.start({
      features: [
        posture.feature,
        ownModule,
        catalogServiceMock.factory({ entities: [] }),
      ],
      configs: [ownConfig],
    });
    await backend.runTask('ownRetriever');
    expect(await backend.results(WORKER)).toEqual({});
    await backend.run('change-management');
    expect(await backend.results(WORKER)).toEqual({
      'cloudflare-prov-commit': true,
      ownCheck: true,
    });
    await backend.stop();
  });
});
