import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import catalogModuleCloudflare from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { passedStates, techInsightsCheckIdOf } from '../names';
import { TechInsightsBackend } from './techInsightsBackend';

const MS_PER_DAY = 86_400_000;

/** The demo's account, Components and catalog, with the backend of Cloudflare. */
export class PostureEstate {
  static async create(): Promise<PostureEstate> {
    return new PostureEstate(await startSimulator({ quota: 'off' }));
  }

  private readonly folder = fs.mkdtempSync(
    path.join(os.tmpdir(), 'posture-estate-'),
  );
  private connection?: EntityProviderConnection;
  private readonly others: Entity[];

  private constructor(readonly simulator: Simulator) {
    const file = path.join(__dirname, '../../../../examples/acme.yaml');
    this.others = parseAllDocuments(fs.readFileSync(file, 'utf8'))
      .map(document => document.toJSON())
      .map(entity => ({
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: {
            ...entity.metadata.annotations,
            'backstage.io/managed-by-location': 'url:https://acme.example',
            'backstage.io/managed-by-origin-location':
              'url:https://acme.example',
          },
        },
      }));
  }

  features(): BackendFeature[] {
    return [
      catalogBackend,
      catalogModuleCloudflare,
      cloudflareBackend,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'others',
        register: reg => {
          reg.registerInit({
            deps: { catalog: catalogProcessingExtensionPoint },
            init: async ({ catalog }) =>
              catalog.addEntityProvider({
                getProviderName: () => 'others',
                connect: async connection => {
                  this.connection = connection;
                  await this.provide(this.others);
                },
              }),
          });
        },
      }),
    ];
  }

  /** The configuration, with an exemption. */
  config(exempt: { check: string; filter: JsonObject }): JsonObject {
    const exemptionsFile = path.join(this.folder, 'exemptions.yaml');
    const inDays = (days: number) =>
      new Date(Date.now() + days * MS_PER_DAY).toISOString();
    const exemption = {
      ...exempt,
      id: 'for-the-test',
      reason: 'A test needs one.',
      requestedBy: 'user:default/pat',
      approvedBy: 'user:default/sam',
      approvedAt: inDays(-1),
      expiresAt: inDays(30),
      status: 'approved',
    };
    fs.writeFileSync(exemptionsFile, stringify({ exemptions: [exemption] }));
    const { accountId, apiToken, url } = this.simulator;
    return {
      catalog: {
        processingInterval: { seconds: 1 },
        rules: [{ allow: ['Component', 'Resource', 'System'] }],
      },
      cloudflare: {
        accountId,
        apiToken,
        apiBaseUrl: url,
        defaults: { owner: 'group:default/platform' },
        redaction: { pseudonymKey: 'a key for tests that is long enough' },
        budget: { requests: 1_000_000, share: 1 },
        scorecards: { exemptionsFile, notifications: false },
      },
    };
  }

  /** Takes a Component out of the catalog. */
  async remove(name: string): Promise<void> {
    await this.provide(
      this.others.filter(({ metadata }) => metadata.name !== name),
    );
  }

  async close(): Promise<void> {
    await this.simulator.close();
    fs.rmSync(this.folder, { recursive: true });
  }

  private async provide(entities: readonly Entity[]): Promise<void> {
    await this.connection!.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: 'others' })),
    });
  }
}

/** All results, as the posture API tells them. */
export async function postureResults(
  backend: TechInsightsBackend,
): Promise<PostureResult[]> {
  const results: PostureResult[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: '200',
      ...(cursor && { cursor }),
    });
    const { data, meta } = await backend.get(
      `/api/cloudflare/v1/posture/results?${query}`,
    );
    results.push(...data);
    cursor = meta.nextCursor;
  } while (cursor);
  return results;
}

/** What Tech Insights would say of results if it never disagreed. */
export function expectedResults(
  results: readonly PostureResult[],
): Record<string, Record<string, boolean>> {
  const expected: Record<string, Record<string, boolean>> = {};
  for (const { entityRef, checkId, state } of results) {
    (expected[entityRef] ??= {})[techInsightsCheckIdOf({ id: checkId })] =
      passedStates.includes(state);
  }
  return expected;
}
