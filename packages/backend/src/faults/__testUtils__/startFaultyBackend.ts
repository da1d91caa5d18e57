import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { JsonObject } from '@backstage/types';
import {
  QuotaPolicy,
  Simulator,
  SimulatorOptions,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import catalogModuleCloudflare from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import { SyncRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Tasks } from '../../__testUtils__/Tasks';

/** How long a request may take: longer waits are cut by it. */
export const REQUEST_TIMEOUT_MS = 4_000;

/** Cloudflare's own lock-out, and its rate limit in a thirtieth of the time. */
export const FAULTY_QUOTA: Required<QuotaPolicy> = {
  requests: 1200,
  windowSeconds: 10,
  lockoutSeconds: 300,
};

/** Part of the rate limit that the plugins may use. */
export const FAULTY_SHARE = 0.9;

const KEEP_ALIVE_MS = 600_000;

export interface FaultyBackendOptions {
  /** Over the configuration that all have. */
  config?: JsonObject;
  /** In place of a database in memory. */
  database?: BackendFeature;
  /** Further services and plugins. */
  features?: BackendFeature[];
  simulator?: SimulatorOptions;
}

/** What a call of a backend brought. */
export interface CallAnswer {
  status: number;
  body: any;
}

/** An entity of the catalog, as its API gives it. */
export interface CatalogEntity {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec?: Record<string, any>;
  relations?: { type: string; targetRef: string }[];
}

/** A backend whose tasks run when a test says so, before a simulated account. */
export interface FaultyBackend {
  simulator: Simulator;
  tasks: Tasks;
  url: string;
  /** One sync of the account; what came of it. */
  sync(): Promise<SyncRun>;
  evaluatePosture(): Promise<void>;
  /** Calls a route of a plugin, `/cloudflare/v1/posture`; a user's call unless told. */
  call(
    path: string,
    options?: { method?: string; body?: object; as?: 'service' | 'user' },
  ): Promise<CallAnswer>;
  /** The Cloudflare entities of the catalog by name. */
  entities(): Promise<Map<string, CatalogEntity>>;
  stop(): Promise<void>;
}

/** The configuration of all: tries are not repeated unless it is told. */
function configFor(simulator: Simulator, over: JsonObject = {}): JsonObject {
  const common: JsonObject = {
    backend: { baseUrl: 'http://localhost:0' },
    catalog: { rules: [{ allow: ['Resource'] }] },
    cloudflare: {
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      buildsToken: simulator.buildsToken,
      apiBaseUrl: simulator.url,
      fetch: { timeoutMs: REQUEST_TIMEOUT_MS, maxRetries: 0 },
      budget: {
        requests: FAULTY_QUOTA.requests,
        windowSeconds: FAULTY_QUOTA.windowSeconds,
        share: FAULTY_SHARE,
      },
      defaults: { owner: 'group:default/platform' },
      entityProvider: {
        schedule: { frequency: { minutes: 10 }, timeout: { minutes: 1 } },
        // The fault of many items makes such; the catalog has no room for them.
        filters: { exclude: [{ name: '*-copy-*' }] },
      },
    },
  };
  return ConfigReader.fromConfigs(
    [common, over].map((data, index) => ({ data, context: `${index}` })),
  ).get<JsonObject>();
}

/** Starts a catalog with our module, and our backend, before a new simulator. */
export async function startFaultyBackend(
  options: FaultyBackendOptions = {},
): Promise<FaultyBackend> {
  const simulator = await startSimulator({
    quota: FAULTY_QUOTA,
    ...options.simulator,
  });
  const tasks = new Tasks();
  const backend = await startTestBackend({
    features: [
      catalogBackend,
      catalogModuleCloudflare,
      cloudflareBackend,
      tasks.feature,
      mockServices.rootConfig.factory({
        data: configFor(simulator, options.config),
      }),
      ...(options.database ? [options.database] : []),
      ...(options.features ?? []),
    ],
  });
  // Connections outlive the tasks that run between requests.
  backend.server.keepAliveTimeout = KEEP_ALIVE_MS;
  const url = `http://localhost:${backend.server.port()}`;

  const call: FaultyBackend['call'] = async (
    path,
    { method = 'GET', body, as = 'user' } = {},
  ) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: mockCredentials[as].header(),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  };
  const read = async (path: string) => {
    const { status, body } = await call(path, { as: 'service' });
    if (status !== 200) {
      throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    }
    return body;
  };

  return {
    simulator,
    tasks,
    url,
    call,
    async sync() {
      await tasks.run(/:sync$/);
      return (await read('/catalog/cloudflare/runs?limit=1')).runs[0];
    },
    evaluatePosture: () => tasks.run(/^cloudflare:posture$/),
    async entities() {
      const found: CatalogEntity[] = await read(
        '/catalog/entities?filter=kind=Resource',
      );
      return new Map(found.map(entity => [entity.metadata.name, entity]));
    },
    async stop() {
      await tasks.settled();
      await backend.stop();
      await simulator.close();
    },
  };
}
