import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { productIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { startCatalogSync } from './support/catalogSync';
import { watchEventLoop } from './support/eventLoopBlock';
import { plainInventory } from './support/plainInventory';
import { recordReads } from './support/recordedReads';
import { startSimulatorProcess } from './support/simulatorProcess';

const RESOURCES = 10_000;
const WORKERS = 800;
const PAGES_PROJECTS = 400;
/** Have one resource an account, or are listed from what Workers bind. */
const NOT_FILLED = ['workers', 'pages', 'zeroTrust', 'browserRendering'];

/** Each side runs so often: what else the machine does disturbs either. */
const ROUNDS = 5;

type Account = Parameters<typeof startCatalogSync>[0];

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function cpuMsOf<T>(work: () => Promise<T>): Promise<[T, number]> {
  // Neither side pays for what the other left behind.
  collectGarbage();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}

/** One first sync, with a database of its own. */
async function firstSync(account: Account) {
  const sync = await startCatalogSync(account);
  const [blocked, cpuMs] = await cpuMsOf(async () => {
    const eventLoop = watchEventLoop();
    await sync.run();
    return eventLoop.stop();
  });
  const entities = sync.entities();
  await sync.stop();
  return { cpuMs, entities, ...blocked };
}

/**
 * CPU time and blocked time of a first sync of 10,000 resources of all kinds,
 * with their bindings, until they are handed to the catalog.
 */
export default async function inventory() {
  const filled = productIds.filter(id => !NOT_FILLED.includes(id));
  const each = Math.ceil(
    (RESOURCES - WORKERS - PAGES_PROJECTS) / filled.length,
  );
  const simulator = await startSimulatorProcess({
    workers: WORKERS,
    pagesProjects: PAGES_PROJECTS,
    resources: Object.fromEntries(filled.map(id => [id, each])),
    quota: 'off',
  });
  try {
    const account = { ...simulator, budget: { requests: 1_000_000, share: 1 } };
    // Whichever side ran first would pay for loading and compiling.
    const recording = recordReads(new URL(simulator.url).origin);
    await firstSync(account);
    const reads = recording.stop();
    const { items } = await plainInventory(simulator, reads);

    const ours: Awaited<ReturnType<typeof firstSync>>[] = [];
    const plainMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [, cpuMs] = await cpuMsOf(() => plainInventory(simulator, reads));
      plainMs.push(cpuMs);
      ours.push(await firstSync(account));
    }
    const largest = (key: 'maxMs' | 'maxDelayMs') =>
      Math.max(...ours.map(round => round[key]));
    return {
      figures: {
        maxEventLoopBlockMs: {
          value: largest('maxMs'),
          target: 50,
          better: 'lower',
        },
        cpuRatio: {
          value: median(ours.map(({ cpuMs }, i) => cpuMs / plainMs[i])),
          target: 1.5,
          better: 'lower',
        },
      },
      detail: {
        entities: ours[0].entities,
        perProduct: each,
        workers: WORKERS,
        pagesProjects: PAGES_PROJECTS,
        requests: reads.length,
        itemsOfThePlainLoop: items,
        oursCpuMs: ours.map(({ cpuMs }) => Math.round(cpuMs)),
        plainCpuMs: plainMs.map(Math.round),
        maxEventLoopDelayMs: Math.round(largest('maxDelayMs')),
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      },
    };
  } finally {
    simulator.stop();
  }
}
