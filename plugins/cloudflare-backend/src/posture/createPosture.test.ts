import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  createBackendModule,
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import catalogModule from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import {
  checks,
  scorecardIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Router } from 'express';
import request from 'supertest';
import { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';
import { databases } from '../evidence/__testUtils__/testDatabases';
import { EvaluationRow } from './StoredPosture';
import { PostureStore } from './store/PostureStore';

jest.setTimeout(120_000);

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    annotations: {
      'backstage.io/managed-by-location': 'url:https://acme.example/c.yaml',
      'backstage.io/managed-by-origin-location':
        'url:https://acme.example/c.yaml',
      'cloudflare.com/worker': 'acme-checkout',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

const shopModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'shop',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'shop',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [{ entity: shop, locationKey: 'shop' }],
            }),
        });
      },
    });
  },
});

/** What other plugins are asked to do, by their paths. */
function listener(pluginId: string, asked: string[]) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = Router();
          router.post(/.*/, (req, res) => {
            asked.push(req.path);
            res.sendStatus(202);
          });
          http.use(router as never);
        },
      });
    },
  });
}

describe('posture in a backend', () => {
  let simulator: Simulator;
  let knex: Knex;
  let store: PostureStore;
  let stop: () => Promise<unknown>;
  let refresh: () => request.Test;
  const asked: string[] = [];
  const notified: string[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ quota: 'off' });
    knex = await databases.init('SQLITE_3');
    store = new PostureStore(knex);
    const { backend, server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      entities: 'of-a-real-catalog',
      knex,
      cloudflareConfig: {
        entityProvider: {
          schedule: { frequency: { hours: 1 }, timeout: { minutes: 2 } },
        },
        scorecards: {
          schedule: {
            frequency: { hours: 1 },
            timeout: { minutes: 2 },
            initialDelay: { seconds: 1 },
          },
        },
      },
      features: [
        catalogBackend,
        catalogModule,
        shopModule,
        listener('tech-insights', asked),
        listener('notifications', notified),
        schedulerServiceFactory,
        mockServices.cache.mock({ get: async () => undefined }).factory,
      ],
    });
    stop = () => backend.stop();
    refresh = () =>
      request(server)
        .post('/api/cloudflare/v1/posture/refresh')
        .set('Authorization', mockCredentials.user.header());
  });

  afterAll(async () => {
    await stop();
    await simulator.close();
  });

  /** The next evaluation that finishes. */
  async function finishedAfter(id: number): Promise<EvaluationRow> {
    for (let tries = 0; tries < 90; tries++) {
      const evaluation = await store.finished();
      if (evaluation && evaluation.id > id) {
        return evaluation;
      }
      await delay(1_000);
    }
    throw new Error('Nothing was evaluated');
  }

  it('is evaluated soon after the first sync, stored and told', async () => {
    const evaluation = await finishedAfter(0);
    expect(evaluation).toMatchObject({ outcome: 'finished' });
    const entities = await store.current();
    expect(evaluation.entities).toBe(entities.length);
    const kinds = new Set(entities.map(({ subject }) => subject));
    for (const subject of new Set(checks.flatMap(check => check.subjects))) {
      expect([...kinds]).toContain(subject);
    }
    // The plugin is broken where facts are not known and nothing says why.
    const broken = entities.flatMap(({ results }) =>
      results.filter(({ message }) => message?.includes('fault')),
    );
    expect(broken).toEqual([]);
    const states = entities.flatMap(({ results }) =>
      results.map(({ state }) => state),
    );
    expect(states).toContain('pass');
    expect(states).toContain('fail');

    await delay(500);
    expect(asked).toEqual(
      scorecardIds.map(
        id => `/.backstage/scheduler/v1/tasks/cloudflare-${id}/trigger`,
      ),
    );
    expect(notified.length).toBeGreaterThan(0);
  });

  it('is evaluated on demand, and keeps nothing of what is as before', async () => {
    const { id } = await finishedAfter(0);
    const told = notified.length;
    const { status } = await refresh();
    expect(status).toBe(202);
    await finishedAfter(id);
    expect(await knex('posture_changes').select('entity_ref', 'body')).toEqual(
      [],
    );
    await delay(500);
    expect(notified).toHaveLength(told);
  });
});
