import { createHash } from 'node:crypto';
import {
  growthOf,
  ProcessUse,
  processUse,
} from '../../__testUtils__/processUse';
import { describeCycle, wholePlan } from './FaultPlan';
import { FaultRun } from './FaultRun';
import { startFaultyBackend } from './startFaultyBackend';

/** What is loaded, compiled and kept by then does not count as growth. */
const WARM_UP_CYCLES = 40;

/** What came of all faults of all parts of the account. */
export interface WholePlanReport {
  cycles: number;
  requests: number;
  /** Requests that a fault befell. */
  befallen: number;
  /** Faults that befell nothing. */
  missed: string[];
  start: ProcessUse;
  end: ProcessUse;
  /** The same for the same seed, but for the times of faults that are slow. */
  trace: string;
  /** The invariants that did not hold. */
  broken: string[];
}

/** Has every fault befall every part of the account, and tells of each cycle. */
export async function runWholePlan(
  seed: number,
  tell: (line: string) => void,
  mostCycles = Infinity,
): Promise<WholePlanReport> {
  const backend = await startFaultyBackend();
  const run = new FaultRun(backend);
  await run.start();
  const cycles = wholePlan(seed).slice(0, mostCycles);
  let start = await processUse();
  for (const [index, cycle] of cycles.entries()) {
    const broken = await run.once(cycle);
    tell(`${index + 1} of ${cycles.length}: ${describeCycle(cycle)}`);
    broken.forEach(each => tell(`BROKEN ${each}`));
    if (index + 1 === WARM_UP_CYCLES) {
      start = await processUse();
    }
  }
  await run.end();
  const end = await processUse();
  await backend.stop();
  const { trace, requests, missed, broken } = run;
  return {
    cycles: cycles.length,
    requests,
    befallen: trace
      .flatMap(byFault => Object.values(byFault))
      .reduce((sum, count) => sum + count, 0),
    missed,
    start,
    end,
    trace: createHash('sha256').update(JSON.stringify(trace)).digest('hex'),
    broken: [...broken, ...growthOf(start, end)],
  };
}
