import techInsights from '@backstage-community/plugin-tech-insights-backend';
import techInsightsJsonRules from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogBackend from '@backstage/plugin-catalog-backend';
import searchBackend from '@backstage/plugin-search-backend';
import searchModuleCatalog from '@backstage/plugin-search-backend-module-catalog';
import { JsonObject } from '@backstage/types';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import catalogModuleCloudflare from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import techInsightsModuleCloudflare from '@cloudflare-backstage/plugin-tech-insights-backend-module-cloudflare';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { writeDemoExemptions } from '../../demoExemptions';
import { configured } from './markers';
import { plantMarkers } from './plantMarkers';
import { policyFeature } from './policyFeature';
import { Recorder } from './Recorder';
import { Tasks } from '../../__testUtils__/Tasks';

const ROOT = path.join(__dirname, '../../../../..');
const TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 600_000;

function yamlOf(file: string): JsonObject {
  return parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));
}

/** The demo's configuration, but for the account and where things are. */
function configFor(simulator: Simulator, folder: string): JsonObject {
  const demo = yamlOf('app-config.yaml');
  const example = (name: string) => ({
    type: 'file',
    target: path.join(ROOT, 'examples', name),
  });
  const changes: JsonObject = {
    catalog: { locations: [example('org.yaml'), example('acme.yaml')] },
    backend: {
      database: { client: 'better-sqlite3', connection: { directory: folder } },
    },
    cloudflare: {
      accountId: simulator.accountId,
      apiToken: configured.apiToken,
      buildsToken: configured.buildsToken,
      apiBaseUrl: simulator.url,
      fetch: { timeoutMs: TIMEOUT_MS, maxRetries: 0 },
      budget: { requests: 1_000_000, share: 1, concurrency: 32 },
      redaction: { pseudonymKey: configured.pseudonymKey },
      evidence: { signing: { privateKey: configured.signingKey } },
      scorecards: {
        exemptionsFile: writeDemoExemptions(
          path.join(ROOT, 'examples/exemptions.yaml'),
        ),
      },
    },
  };
  const { app: _app, auth: _auth, ...rest } = demo;
  const shipped = yamlOf(
    'plugins/tech-insights-backend-module-cloudflare/config/tech-insights.yaml',
  );
  return ConfigReader.fromConfigs(
    [rest, shipped, changes].map((data, index) => ({
      data,
      context: `file ${index}`,
    })),
  ).get<JsonObject>();
}

/** The demo's backend before a simulated account that is full of markers. */
export async function startCanaryBackend() {
  const simulator = await startSimulator({
    quota: 'off',
    tokens: {
      [configured.apiToken]: {},
      [configured.buildsToken]: {
        owner: 'user',
        permissions: ['Workers CI Read'],
      },
    },
  });
  plantMarkers(simulator);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'canary-'));
  const recorder = new Recorder();
  const tasks = new Tasks();
  const backend = await startTestBackend({
    features: [
      catalogBackend,
      catalogModuleCloudflare,
      cloudflareBackend,
      techInsights,
      techInsightsJsonRules,
      techInsightsModuleCloudflare,
      searchBackend,
      searchModuleCatalog,
      policyFeature,
      databaseServiceFactory,
      mockServices.rootConfig.factory({ data: configFor(simulator, folder) }),
      tasks.feature,
      ...recorder.features,
    ],
  });
  // Connections outlive the tasks that run between requests.
  backend.server.keepAliveTimeout = KEEP_ALIVE_MS;
  return {
    simulator,
    recorder,
    tasks,
    folder,
    url: `http://localhost:${backend.server.port()}`,
    async stop() {
      await tasks.settled();
      await backend.stop();
      recorder.close();
      await simulator.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
