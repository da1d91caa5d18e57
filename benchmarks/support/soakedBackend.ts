import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import catalogModule from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import type { SyncRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { HeldSchedule } from './heldSchedule';
import { REQUEST_TIMEOUT_MS } from './soakFaults';

/** A rate limit as Cloudflare's, in a thirtieth of the time. */
export const SOAK_QUOTA = {
  requests: 1200,
  windowSeconds: 10,
  lockoutSeconds: 5,
};
/** Part of the rate limit that the plugins may use. */
export const SOAK_SHARE = 0.5;

/** The catalog with our module and the backend of the plugins, run by hand. */
export interface SoakedBackend {
  /** One sync; how it ended. */
  sync(): Promise<SyncRun['outcome']>;
  evaluatePosture(): Promise<void>;
  /** The refs of the entities in the catalog. */
  entities(): Promise<Set<string>>;
}

export async function startSoakedBackend(account: {
  url: string;
  accountId: string;
  apiToken: string;
}): Promise<SoakedBackend> {
  const schedule = new HeldSchedule();
  const backend = await startTestBackend({
    features: [
      catalogBackend,
      catalogModule,
      cloudflareBackend,
      schedule.factory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          catalog: { rules: [{ allow: ['Resource'] }] },
          cloudflare: {
            accountId: account.accountId,
            apiToken: account.apiToken,
            apiBaseUrl: account.url,
            fetch: { timeoutMs: REQUEST_TIMEOUT_MS, maxRetries: 2 },
            budget: {
              requests: SOAK_QUOTA.requests,
              windowSeconds: SOAK_QUOTA.windowSeconds,
              share: SOAK_SHARE,
            },
            defaults: { owner: 'group:default/platform' },
            entityProvider: {
              schedule: {
                frequency: { minutes: 10 },
                timeout: { minutes: 1 },
              },
            },
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const read = async (path: string): Promise<any> => {
    const response = await fetch(
      `http://localhost:${port}/api/catalog${path}`,
      {
        headers: { authorization: mockCredentials.service.header() },
      },
    );
    const body = await response.json();
    if (!response.ok) {
      throw new Error(`${path} answered ${JSON.stringify(body)}`);
    }
    return body;
  };
  return {
    async sync() {
      await schedule.run('cloudflare:default:sync');
      const { runs } = await read('/cloudflare/runs?limit=1');
      return runs[0].outcome;
    },
    evaluatePosture: () => schedule.run('cloudflare:posture'),
    async entities() {
      const found: { metadata: { name: string } }[] = await read(
        '/entities?filter=kind=Resource&fields=metadata.name',
      );
      return new Set(found.map(({ metadata }) => metadata.name));
    },
  };
}
