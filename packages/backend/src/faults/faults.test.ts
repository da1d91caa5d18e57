import { growthOf, ProcessUse, processUse } from '../__testUtils__/processUse';
import { describeCycle, shortPlan } from './__testUtils__/FaultPlan';
import { FaultRun } from './__testUtils__/FaultRun';
import {
  FaultyBackend,
  startFaultyBackend,
} from './__testUtils__/startFaultyBackend';

jest.setTimeout(300_000);

const SEED = 1;
/** What is loaded, compiled and kept by then does not count as growth. */
const WARM_UP_CYCLES = 4;
const REPEATED_CYCLES = 2;
/** Connections that are kept alive are closed by then. */
const SETTLED_AFTER_MS = 4_500;
const LOOKS = 5;

describe(`faults of HTTP, seed ${SEED}`, () => {
  const plan = shortPlan(SEED);
  const now = new Date();
  const backends: FaultyBackend[] = [];
  let run: FaultRun;
  let repeatedState: Record<string, string>;
  let warm: ProcessUse;

  async function startRun(): Promise<FaultRun> {
    const backend = await startFaultyBackend({ simulator: { now } });
    backends.push(backend);
    const started = new FaultRun(backend);
    await started.start();
    return started;
  }

  beforeAll(async () => {
    run = await startRun();
  });
  afterAll(() => Promise.all(backends.map(backend => backend.stop())));

  it.each(plan.map((cycle, index) => [describeCycle(cycle), index]))(
    '%s: nothing is lost, nothing turns green, and the next run mends it',
    async (_, index) => {
      expect(await run.once(plan[index])).toEqual([]);
      if (index + 1 === REPEATED_CYCLES) {
        repeatedState = await run.finalState();
      }
      if (index + 1 === WARM_UP_CYCLES) {
        warm = await processUse(SETTLED_AFTER_MS, LOOKS);
      }
    },
  );

  it('befell every part of the account, each in its turn', () => {
    expect(run.trace).toHaveLength(plan.length);
    expect(run.missed).toEqual([]);
  });

  it('leave requests within their budget, and evidence in chains', async () => {
    expect(await run.end()).toEqual([]);
  });

  it('leave neither memory nor handles behind', async () => {
    expect(growthOf(warm, await processUse(SETTLED_AFTER_MS, LOOKS))).toEqual(
      [],
    );
  });

  it('are the same for the same seed, and so is the state after them', async () => {
    const again = shortPlan(SEED);
    expect(again).toEqual(plan);
    expect(shortPlan(SEED + 1)).not.toEqual(plan);
    const other = await startRun();
    for (const cycle of again.slice(0, REPEATED_CYCLES)) {
      await other.once(cycle);
    }
    await other.end();
    expect(other.trace).toEqual(run.trace.slice(0, REPEATED_CYCLES));
    expect(await other.finalState()).toEqual(repeatedState);
  });
});
