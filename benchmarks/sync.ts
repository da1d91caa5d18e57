import { startCatalogSync } from './support/catalogSync';
import { watchEventLoop } from './support/eventLoopBlock';
import { plainLoop } from './support/plainLoop';
import { startSimulatorProcess } from './support/simulatorProcess';

const WORKERS = 100;
const LATENCY_MS = 40;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Time of a sync until it is handed to the catalog, against a plain SDK loop. */
export default async function sync() {
  const options = {
    workers: WORKERS,
    latencyMs: LATENCY_MS,
    quota: 'off' as const,
  };
  const [ours, plain] = await Promise.all([
    startSimulatorProcess(options),
    startSimulatorProcess(options),
  ]);
  try {
    const catalog = await startCatalogSync({
      ...ours,
      budget: { requests: 100_000, share: 1 },
    });
    const eventLoop = watchEventLoop();
    const coldMs = await timed(() => catalog.run());
    const unchangedMs = await timed(() => catalog.run());
    const blocked = eventLoop.stop();
    const entities = catalog.entities();
    await catalog.stop();

    const plainMs = await timed(() => plainLoop(plain));
    return {
      figures: {
        coldSpeedup: { value: plainMs / coldMs, target: 8, better: 'higher' },
        unchangedSpeedup: {
          value: plainMs / unchangedMs,
          target: 50,
          better: 'higher',
        },
        maxEventLoopBlockMs: {
          value: blocked.maxMs,
          target: 50,
          better: 'lower',
        },
      },
      detail: {
        workers: WORKERS,
        latencyMs: LATENCY_MS,
        budget: 'out of the way: 100,000 requests a window, no quota',
        entities,
        coldMs: Math.round(coldMs),
        unchangedMs: Math.round(unchangedMs),
        plainMs: Math.round(plainMs),
        maxEventLoopDelayMs: Math.round(blocked.maxDelayMs),
      },
    };
  } finally {
    ours.stop();
    plain.stop();
  }
}
