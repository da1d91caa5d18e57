import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { verifiedChains, VerifiedChains } from './evidenceChains';
import { FileDatabases } from './FileDatabases';
import {
  differences,
  PostureStates,
  readPosture,
  turnedGreen,
} from './PostureStates';
import {
  FaultyBackend,
  FaultyBackendOptions,
  startFaultyBackend,
} from './startFaultyBackend';

const CONVERGED_WITHIN_MS = 40_000;
const POLL_MS = 100;
const TIMEOUT_MS = 15_000;
/** In which the backend looks for a newer evaluation. */
const BOARD_MS = 1_100;

/** What an installation knows at a time. */
export interface Knowledge {
  entities: ReadonlySet<string>;
  posture: PostureStates;
  chains: VerifiedChains;
}

/** A folder for the databases of an installation. */
export function newFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'faults-'));
}

/** A backend with its databases in a folder, and what it must never do. */
export class Installation {
  private constructor(
    readonly backend: FaultyBackend,
    readonly databases: FileDatabases,
    /** What was logged, a message each. */
    readonly logged: string[],
  ) {}

  static async start(
    folder: string,
    options: Pick<FaultyBackendOptions, 'config' | 'simulator'> = {},
  ): Promise<Installation> {
    const databases = new FileDatabases(folder);
    const logged: string[] = [];
    const log = (message: string) => logged.push(message);
    const logger = mockServices.logger.mock({
      error: log,
      warn: log,
      info: log,
      child: () => logger,
    });
    const backend = await startFaultyBackend({
      ...options,
      config: patient(options.config),
      database: databases.feature,
      features: [
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
    return new Installation(backend, databases, logged);
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await this.databases.close();
  }

  /** One whole cycle: a sync, an evaluation, and a state sealed. */
  async cycle(): Promise<SyncRun> {
    const run = await this.backend.sync();
    await this.settle();
    await this.evaluate();
    await this.seal();
    return run;
  }

  async evaluate(): Promise<void> {
    await this.backend.evaluatePosture();
    await pause(BOARD_MS);
  }

  async seal(kind = 'inventory'): Promise<void> {
    await this.backend.tasks.run(
      new RegExp(`^cloudflare:default:evidence:${kind}$`),
    );
  }

  /** Waits for the end of a job of evidence, and answers what became of it. */
  async jobEnded(id: string): Promise<string> {
    for (;;) {
      const { body } = await this.backend.call(
        `/cloudflare/v1/evidence/jobs/${id}`,
      );
      if (!['queued', 'running'].includes(body.data.state)) {
        return body.data.state;
      }
      await pause(POLL_MS);
    }
  }

  async knowledge(): Promise<Knowledge> {
    return {
      entities: await this.names(),
      posture: await readPosture(this.backend),
      chains: await verifiedChains(this.backend),
    };
  }

  /** What of the invariants does not hold since then, or none. */
  async brokenSince({
    entities,
    posture,
    chains,
  }: Knowledge): Promise<string[]> {
    const now = await this.knowledge();
    return [
      ...[...entities]
        .filter(name => !now.entities.has(name))
        .map(name => `The catalog lost ${name}`),
      ...turnedGreen(posture, now.posture),
      ...now.chains.broken,
      ...[...chains.bundles].flatMap(([stream, ids]) => {
        const kept = now.chains.bundles.get(stream) ?? [];
        return ids
          .filter((id, seq) => kept[seq] !== id)
          .map(id => `${stream} lost ${id}`);
      }),
    ];
  }

  /** What a clean cycle leaves otherwise than it was, but for these entities. */
  async notRestored(
    before: Knowledge,
    entities: ReadonlySet<string> = before.entities,
  ): Promise<string[]> {
    const run = await this.cycle();
    const isThere = async () => isSame(await this.names(), entities);
    const end = performance.now() + CONVERGED_WITHIN_MS;
    while (!(await isThere()) && performance.now() < end) {
      await pause(POLL_MS);
    }
    const posture = await readPosture(this.backend);
    const { broken } = await verifiedChains(this.backend);
    return [
      ...(run.outcome === 'succeeded' ? [] : [JSON.stringify(run)]),
      ...((await isThere()) ? [] : ['The catalog has other entities']),
      ...differences(before.posture, posture),
      ...broken,
    ];
  }

  async names(): Promise<Set<string>> {
    return new Set((await this.backend.entities()).keys());
  }

  /** Waits until the catalog has processed what it was handed. */
  async settle(): Promise<void> {
    const { body } = await this.backend.call('/catalog/cloudflare/products', {
      as: 'service',
    });
    const products: ProductStatus[] = body.products;
    const resources = products.reduce(
      (sum, each) => sum + (each.resources ?? 0),
      0,
    );
    // Besides, there is the account.
    const isThere = async () => (await this.names()).size === resources + 1;
    const end = performance.now() + CONVERGED_WITHIN_MS;
    while (!(await isThere()) && performance.now() < end) {
      await pause(POLL_MS);
    }
  }
}

/** Nothing here is about requests that take long, as they do on a busy machine. */
function patient(config: JsonObject = {}): JsonObject {
  return {
    ...config,
    cloudflare: {
      ...(config.cloudflare as JsonObject | undefined),
      fetch: { timeoutMs: TIMEOUT_MS, maxRetries: 1 },
    },
  };
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(each => b.has(each));
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
