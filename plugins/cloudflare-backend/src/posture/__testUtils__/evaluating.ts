import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { failingAccount } from '../../__testUtils__/failingAccount';
import { maskedText } from '../../redaction/maskedText';
import { FactCollector } from '../CollectedFacts';
import { ExemptionEntry, Exemptions } from '../exemptions/Exemptions';
import { PostureEvaluator } from '../PostureEvaluator';
import { PostureDependencies, PostureSource } from '../PostureSources';
import { readScorecardsConfig } from '../readScorecardsConfig';
import { catalogReading } from '../sources/productSync';
import { StoredResult } from '../StoredPosture';
import { PostureStore } from '../store/PostureStore';
import { PostureWriter } from '../store/PostureWriter';
import { backlogCheck, finding } from './storedPosture';

const { signal } = new AbortController();

/** A queue as the sync makes it. */
export function queueEntity(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-queue-${name}`,
      namespace: 'default',
      title: name,
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': name,
        'backstage.io/managed-by-origin-location':
          'cloudflare-provider:default',
        ...annotations,
      },
    },
    spec: { type: 'cloudflare-queue', owner: 'shop' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
  };
}

/** What a simulated account has, and what cannot be read of it. */
export interface SimulatedQueues {
  now: Date;
  entities: Entity[];
  /** Messages that wait, by queue. */
  backlogs: Record<string, number>;
  /** Of reading backlogs. */
  problem?: CloudflareProblem;
  /** Of listing queues. */
  syncedAt?: Date;
  /** Of asking the catalog. */
  catalogDown?: boolean;
}

/** Evaluations of queues on a clock that a test moves. */
export function evaluating(
  knex: Knex,
  options: {
    exemptions?: ExemptionEntry[];
    collect?: FactCollector<typeof backlogCheck>;
  } = {},
) {
  const world: SimulatedQueues = {
    now: new Date('2026-03-01T00:00:00Z'),
    entities: [queueEntity('orders')],
    backlogs: {},
  };
  const account: CloudflareAccount = failingAccount({
    kind: 'unavailable',
    message: 'Not asked',
  });
  const logger = mockServices.logger.mock();
  const reads: string[] = [];

  const backlogs: PostureSource<number> = {
    name: 'backlog',
    async read({ now, reading }, _, key) {
      reads.push(key);
      reading.record?.({ method: 'GET', path: '/', query: {}, at: '' });
      if (world.problem) {
        throw new CloudflareApiError(world.problem);
      }
      return { value: world.backlogs[key] ?? 0, observedAt: now };
    },
  };
  const collect: FactCollector<typeof backlogCheck> = async (
    subject,
    sources,
  ) => {
    const catalog = await catalogReading(subject, sources);
    const reading = await sources.read(
      backlogs,
      subject.account!,
      subject.name,
    );
    return 'problem' in reading
      ? { facts: {}, sources: [], problem: reading.problem }
      : {
          facts: {
            messages: reading.value,
            readAt: reading.observedAt.toISOString(),
          },
          sources: [
            ...catalog.sources,
            {
              name: backlogs.name,
              observedAt: reading.observedAt.toISOString(),
            },
          ],
          ...(catalog.problem && { problem: catalog.problem }),
          ...(reading.value > 10 && {
            findings: [`${reading.value} messages wait, ask jane@example.com`],
          }),
        };
  };

  const catalogModule = {
    async products(): Promise<ProductStatus[]> {
      return [
        {
          account: 'default',
          product: 'queues',
          title: 'Queues',
          state: 'available',
          lastCompleteSync: (world.syncedAt ?? world.now).toISOString(),
        },
      ];
    },
    runs: async (): Promise<SyncRun[]> => [],
  };
  const dependencies = {
    auth: mockServices.auth(),
    catalog: {
      streamEntities(...args: Parameters<CatalogService['streamEntities']>) {
        if (world.catalogDown) {
          throw new Error('The catalog is down: jane@example.com');
        }
        const { entities } = world;
        return catalogServiceMock({ entities }).streamEntities(...args);
      },
    },
    catalogModule,
    logger,
    mask: maskedText,
  } as unknown as PostureDependencies;

  const store = new PostureStore(knex, finding(backlogCheck));
  const writer = new PostureWriter(knex, 60_000, finding(backlogCheck));
  const evaluator = new PostureEvaluator({
    dependencies,
    config: readScorecardsConfig(new ConfigReader({}), [backlogCheck]),
    exemptions: new Exemptions(options.exemptions ?? []),
    checks: [
      {
        check: backlogCheck,
        scorecard: 'resilience',
        collect: options.collect ?? collect,
      },
    ],
    cloudflare: {
      accounts: () => [account],
      account: () => account,
      observe: () => () => {},
    },
    store,
    writer,
    clock: () => world.now,
  });
  return {
    world,
    store,
    writer,
    evaluator,
    logger,
    reads,
    evaluate: () => evaluator.evaluate(signal),
    /** Evaluates, and tells the result of a queue. */
    async resultOf(name = 'orders'): Promise<StoredResult | undefined> {
      await evaluator.evaluate(signal);
      const current = await store.current();
      return current.find(entity => entity.name === name)?.results[0];
    },
    later(hours: number): void {
      world.now = new Date(world.now.getTime() + hours * 3_600_000);
    },
  };
}
