import { startCatalogSync } from './support/catalogSync';
import {
  SimulatorProcess,
  startSimulatorProcess,
} from './support/simulatorProcess';

const WORKERS = 200;
const PAGES_PROJECTS = 40;
/** Page sizes at which the API's lists are read. */
const PAGE = { pages: 10, betaWorkers: 100, tags: 100 };
/** A resource's details are read again once in so many runs. */
const SLOTS = 144;

interface Wire {
  result: any;
  result_info?: { total_count?: number; cursor?: string };
}

/** Reads the account over plain HTTP, to know how much there is to read. */
function reader(simulator: SimulatorProcess) {
  return async (path: string): Promise<Wire> => {
    const response = await fetch(
      `${simulator.url}/accounts/${simulator.accountId}${path}`,
      { headers: { authorization: `Bearer ${simulator.apiToken}` } },
    );
    return (await response.json()) as Wire;
  };
}

/**
 * The least number of requests that can tell the whole inventory: one list per
 * product and page, and for each Worker its deployments and the versions that
 * serve traffic.
 */
async function floorOf(simulator: SimulatorProcess) {
  const read = reader(simulator);
  const pagesOf = (items: number, size: number) =>
    Math.max(1, Math.ceil(items / size));

  const scripts: { id: string }[] = (await read('/workers/scripts')).result;
  const projects = (await read('/pages/projects?per_page=1')).result_info!
    .total_count!;
  let tagPages = 0;
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: Wire = await read(
      `/tags/resources?per_page=${PAGE.tags}${cursor && `&cursor=${cursor}`}`,
    );
    tagPages++;
    cursor = page.result_info?.cursor || undefined;
  }

  let details = 0;
  for (const { id } of scripts) {
    const [active] = (await read(`/workers/scripts/${id}/deployments`)).result
      .deployments;
    details += 1 + (active?.versions.length ?? 0);
  }

  const listing = {
    workersScripts: 1,
    betaWorkers: pagesOf(scripts.length, PAGE.betaWorkers),
    workersDomains: 1,
    pagesProjects: pagesOf(projects, PAGE.pages),
    zeroTrust: 4,
    account: 1,
    tags: tagPages,
  };
  const listed = Object.values(listing).reduce((sum, n) => sum + n, 0);
  return { scripts: scripts.length, listing, listed, details };
}

/** Requests of a cold and of an unchanged sync, over the floor. */
export default async function requests() {
  const simulator = await startSimulatorProcess({
    workers: WORKERS,
    pagesProjects: PAGES_PROJECTS,
    quota: 'off',
  });
  try {
    const floor = await floorOf(simulator);
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

    // On average a slot reads this many deployments again; versions never change.
    const slot = floor.scripts / SLOTS;
    const coldFloor = floor.listed + floor.details;
    const unchangedFloor = floor.listed + slot;
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
        workers: floor.scripts,
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
