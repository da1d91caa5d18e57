import techInsightsJsonRules from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import techInsights from '@backstage-community/plugin-tech-insights-backend';
import { BooleanCheckResult } from '@backstage-community/plugin-tech-insights-common';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { parseEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { ScorecardId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import fs from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import module from '..';
import { retrieverIdOf } from '../names';

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

/** The file that adopters add with `--config`. */
export function shippedConfig(): JsonObject {
  const file = path.join(__dirname, '../../config/tech-insights.yaml');
  return parse(fs.readFileSync(file, 'utf8'));
}

/** Stock Tech Insights with the module and its file. */
export class TechInsightsBackend {
  static async start(options: {
    /** The plugin that has posture, and what that needs. */
    features: BackendFeature[];
    /** Of Tech Insights; one of its own by default. */
    knex?: Knex;
    /** By default, each task runs when a test says so. */
    scheduler?: BackendFeature;
    /** What else is configured. */
    configs?: JsonObject[];
  }): Promise<TechInsightsBackend> {
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        techInsights,
        techInsightsJsonRules,
        module,
        options.scheduler ??
          createServiceFactory({
            service: coreServices.scheduler,
            deps: {},
            factory: () => scheduler,
          }),
        mockServices.rootConfig.factory({
          data: mergedConfig([shippedConfig(), ...(options.configs ?? [])]),
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: { metadata: coreServices.pluginMetadata },
          factory: async ({ metadata }) => {
            const given = metadata.getId() === 'tech-insights' && options.knex;
            const knex = given || (await databases.init('SQLITE_3'));
            return mockServices.database({ knex });
          },
        }),
        ...options.features,
      ],
    });
    return new TechInsightsBackend(backend, (id: string) =>
      scheduler.triggerTask(id),
    );
  }

  private constructor(
    private readonly backend: Awaited<ReturnType<typeof startTestBackend>>,
    /** Runs a scheduled task to its end. */
    readonly runTask: (id: string) => Promise<void>,
  ) {}

  /** Runs the fact retriever of a scorecard. */
  run(scorecard: ScorecardId): Promise<void> {
    return this.runTask(retrieverIdOf(scorecard));
  }

  /** What Tech Insights says of an entity, by the checks that it has facts of. */
  async results(entityRef: string): Promise<Record<string, boolean>> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return byCheck(await this.runChecks(`/${namespace}/${kind}/${name}`, {}));
  }

  /** What Tech Insights says of all entities of which it says anything. */
  async allResults(): Promise<Record<string, Record<string, boolean>>> {
    const answers: { entity: string; results: BooleanCheckResult[] }[] =
      await this.runChecks('', { entities: [] });
    return Object.fromEntries(
      answers
        .filter(({ results }) => results.length > 0)
        .map(({ entity, results }) => [entity, byCheck(results)]),
    );
  }

  /** The latest facts of an entity. */
  async facts(
    scorecard: ScorecardId,
    entityRef: string,
  ): Promise<JsonObject | undefined> {
    const id = retrieverIdOf(scorecard);
    const body = await this.get(
      `/api/tech-insights/facts/latest?${new URLSearchParams({
        entity: entityRef,
        ids: id,
      })}`,
    );
    return body[id]?.facts;
  }

  private async runChecks(pathOfEntity: string, order: object) {
    const { status, body } = await request(this.backend.server)
      .post(`/api/tech-insights/checks/run${pathOfEntity}`)
      .set('Authorization', mockCredentials.service.header())
      .send(order);
    if (status !== 200) {
      throw new Error(`Checks could not be run: ${JSON.stringify(body)}`);
    }
    return body;
  }

  /** Reads as another plugin. */
  async get(url: string) {
    const { status, body } = await request(this.backend.server)
      .get(url)
      .set('Authorization', mockCredentials.service.header());
    if (status !== 200) {
      throw new Error(`${url}: ${JSON.stringify(body)}`);
    }
    return body;
  }

  /** Has a task run soon, as another plugin does. */
  async trigger(scorecard: ScorecardId): Promise<void> {
    await request(this.backend.server)
      .post(
        `/api/tech-insights/.backstage/scheduler/v1/tasks/${retrieverIdOf(
          scorecard,
        )}/trigger`,
      )
      .set('Authorization', mockCredentials.service.header())
      .expect(200);
  }

  stop(): Promise<void> {
    return this.backend.stop();
  }
}

function byCheck(
  results: readonly BooleanCheckResult[],
): Record<string, boolean> {
  return Object.fromEntries(
    results.map(({ check, result }) => [check.id, result]),
  );
}

/** As Backstage merges files that are named one after the other. */
function mergedConfig(configs: JsonObject[]): JsonObject {
  return ConfigReader.fromConfigs(
    configs.map((data, i) => ({ data, context: `file ${i}` })),
  ).get<JsonObject>();
}
