import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import knexFactory from 'knex';
import { StoredEntity } from '../../plugins/cloudflare-backend/src/posture/StoredPosture';
import { PostureWriter } from '../../plugins/cloudflare-backend/src/posture/store/PostureWriter';

const LEASE_MS = 60_000;

/** The backend of the plugins, with results of an evaluation. */
export interface SeededPosture {
  /** Reads a route below `/v1`, as a user. */
  read(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startSeededPosture(
  /** One evaluation after the other, the last of which is of now. */
  evaluations: readonly { at: Date; entities: readonly StoredEntity[] }[],
): Promise<SeededPosture> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const backend = await startTestBackend({
    features: [
      cloudflareBackend,
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          cloudflare: {
            accountId: '0'.repeat(32),
            apiToken: 'x'.repeat(40),
            // Nothing listens there, and nothing is asked.
            apiBaseUrl: 'http://127.0.0.1:9',
            scorecards: {
              schedule: {
                frequency: { hours: 24 },
                timeout: { minutes: 5 },
                initialDelay: { hours: 24 },
              },
            },
          },
        },
      }),
    ],
  });
  const writer = new PostureWriter(knex, LEASE_MS);
  let before: readonly StoredEntity[] = [];
  for (const { at, entities } of evaluations) {
    const running = await writer.begin(at);
    if (!running) {
      throw new Error('Something else evaluates posture');
    }
    const outcome = { entities, requests: 0, problems: [] };
    await writer.commit(running, at, outcome, before);
    before = entities;
  }
  const { port } = backend.server.address() as { port: number };
  return {
    async read(path) {
      const response = await fetch(
        `http://localhost:${port}/api/cloudflare/v1/${path}`,
        { headers: { authorization: mockCredentials.user.header() } },
      );
      const body = await response.json();
      if (!response.ok) {
        throw new Error(`${path} answered ${JSON.stringify(body)}`);
      }
      return body;
    },
    async stop() {
      await backend.stop();
      await knex.destroy();
    },
  };
}
