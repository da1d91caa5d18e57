import { startCatalogSync } from './support/catalogSync';
import { requestFloor } from './support/requestFloor';
import { startSimulatorProcess } from './support/simulatorProcess';

const WORKERS = 200;
const PAGES_PROJECTS = 40;
/** A resource's details are read again once in so many runs. */
const SLOTS = 144;
const RUNS_AN_HOUR = 6;

const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Requests of a cold and of an unchanged sync, over the floor. */
export default async function requests() {
  const simulator = await startSimulatorProcess({
    workers: WORKERS,
    pagesProjects: PAGES_PROJECTS,
    quota: 'off',
  });
  try {
    const floor = await requestFloor(simulator);
    const sync = await startCatalogSync({
      ...simulator,
      budget: { requests: 100_000, share: 1 },
    });

    await simulator.resetStatistics();
    await sync.run();
    const cold = await simulator.statistics();
    const handedOver = sync.writes();

    await simulator.resetStatistics();
    await sync.run();
    const unchanged = await simulator.statistics();
    const unchangedWrites = sync.writes() - handedOver;
    const entities = sync.entities();
    await sync.stop();

    // On average a slot reads this many details again, and metrics are read
    // once an hour.
    const slot = floor.resourcesWithDetails / SLOTS;
    const hourly = floor.listed.metrics * (1 - 1 / RUNS_AN_HOUR);
    const listed = total(floor.listed);
    const coldFloor = listed + floor.refused + total(floor.details);
    const unchangedFloor = listed - hourly + slot;
    return {
      figures: {
        coldOverMinimum: {
          value: cold.total / coldFloor,
          target: 1.05,
          better: 'lower',
        },
        unchangedOverMinimum: {
          value: unchanged.total / unchangedFloor,
          target: 1.05,
          better: 'lower',
        },
        unchangedCatalogWrites: {
          value: unchangedWrites,
          target: 0,
          better: 'lower',
        },
      },
      detail: {
        workers: floor.workers,
        pagesProjects: PAGES_PROJECTS,
        budget: 'out of the way: 100,000 requests a window, no quota',
        entities,
        floor,
        slotFloor: slot,
        cold: cold.byOperation,
        unchanged: unchanged.byOperation,
      },
    };
  } finally {
    simulator.stop();
  }
}
