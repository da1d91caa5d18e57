import { startSimulatorProcess } from './simulatorProcess';
import {
  growthOf,
  ProcessUse,
  processUse,
} from '../../packages/backend/src/__testUtils__/processUse';
import {
  SOAK_QUOTA,
  SOAK_SHARE,
  SoakedBackend,
  startSoakedBackend,
} from './soakedBackend';
import { SoakFaults } from './soakFaults';

/** Runs with faults between two without. */
const FAULTY_RUNS = 3;
/** What is loaded, compiled and cached by then does not count as growth. */
const WARM_UP_CYCLES = 2;
const CONVERGED_WITHIN_MS = 30_000;
const POLL_MS = 100;
/** The catalog processes what it is handed within this time, if there is more. */
const QUIET_MS = 5_000;
const MS_PER_MINUTE = 60_000;
const MS_PER_SECOND = 1000;

/** What a soak has found. */
export interface SoakReport {
  runs: number;
  outcomes: Record<string, number>;
  faults: number;
  requests: number;
  /** The most that the share of the rate limit allows for the time. */
  budget: number;
  entities: number;
  lost: string[];
  start: ProcessUse;
  end: ProcessUse;
  /** The invariants that did not hold. */
  broken: string[];
}

type Simulator = Awaited<ReturnType<typeof startSimulatorProcess>>;

class Soak {
  private readonly outcomes: Record<string, number> = {};
  private readonly broken = new Set<string>();
  private readonly lost = new Set<string>();
  private runs = 0;
  private faults = 0;
  private cycle = 0;
  private expected = new Set<string>();

  constructor(
    private readonly simulator: Simulator,
    private readonly backend: SoakedBackend,
    private readonly seed: number,
  ) {}

  async run(minutes: number): Promise<SoakReport> {
    await this.sync();
    this.expected = await this.firstEntities();
    await this.simulator.resetStatistics();
    const began = performance.now();
    // What the next runs ask for, too, so that faults befall something.
    await this.sync();
    const { byOperation } = await this.simulator.statistics();
    const faults = new SoakFaults(this.seed, Object.keys(byOperation).sort());
    for (let i = 0; i < WARM_UP_CYCLES; i++) {
      await this.once(faults);
    }
    const start = await processUse();
    const from = performance.now();
    do {
      await this.once(faults);
    } while (performance.now() - from < minutes * MS_PER_MINUTE);
    const end = await processUse();
    const { total, unexpected } = await this.simulator.statistics();
    const seconds = (performance.now() - began) / MS_PER_SECOND;
    const windows = Math.ceil(seconds / SOAK_QUOTA.windowSeconds) + 1;
    const budget = windows * SOAK_QUOTA.requests * SOAK_SHARE;
    this.demand(total <= budget, `${total} requests were sent`);
    this.demand(unexpected === 0, `${unexpected} requests could have written`);
    growthOf(start, end).forEach(growth => this.demand(false, growth));
    this.demand(this.lost.size === 0, 'The catalog lost entities');
    return {
      runs: this.runs,
      outcomes: this.outcomes,
      faults: this.faults,
      requests: total,
      budget,
      entities: this.expected.size,
      lost: [...this.lost],
      start,
      end,
      broken: [...this.broken],
    };
  }

  /** Some runs with faults, then one without, in which the account has changed. */
  private async once(faults: SoakFaults): Promise<void> {
    for (let i = 0; i < FAULTY_RUNS; i++) {
      const planned = faults.next();
      this.faults += planned.length;
      for (const fault of planned) {
        await this.control('faults', fault);
      }
      await this.sync();
      await this.control('clear-faults');
      await this.lookForLost(planned.map(({ fault }) => fault.type).join());
    }
    // Whatever was locked out is let in again.
    await pause((SOAK_QUOTA.lockoutSeconds + 1) * MS_PER_SECOND);
    await this.change();
    const limited = (await this.simulator.statistics()).rateLimited;
    const outcome = await this.sync();
    const after = (await this.simulator.statistics()).rateLimited;
    this.demand(after === limited, 'A run without faults was rate limited');
    this.demand(
      outcome === 'succeeded',
      `A run without faults ended as '${outcome}'`,
    );
    this.demand(
      await this.converges(),
      `The catalog did not come to what the account has within ${
        CONVERGED_WITHIN_MS / MS_PER_SECOND
      } s`,
    );
    await this.backend.evaluatePosture();
  }

  /** Replaces the Worker of the cycle before by another one. */
  private async change(): Promise<void> {
    const name = (cycle: number) => `soak-${cycle}`;
    const ref = (cycle: number) => `cf-worker-${name(cycle)}`;
    if (this.cycle > 0) {
      await this.account('removeWorker', name(this.cycle));
      this.expected.delete(ref(this.cycle));
    }
    this.cycle++;
    await this.account('addWorker', name(this.cycle), {});
    this.expected.add(ref(this.cycle));
  }

  private async sync() {
    this.runs++;
    const outcome = await this.backend.sync();
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
    return outcome;
  }

  private async lookForLost(faults: string): Promise<void> {
    const present = await this.backend.entities();
    for (const name of this.expected) {
      if (!present.has(name)) {
        this.lost.add(`${name} (${faults})`);
      }
    }
  }

  /** All entities that a first sync brings, when the catalog has processed them. */
  private async firstEntities(): Promise<Set<string>> {
    for (let before = new Set<string>(); ; ) {
      await pause(QUIET_MS);
      const present = await this.backend.entities();
      if (present.size > 0 && isSame(present, before)) {
        return present;
      }
      before = present;
    }
  }

  /** Whether the catalog comes to have what is expected, and nothing else. */
  private async converges(): Promise<boolean> {
    const end = performance.now() + CONVERGED_WITHIN_MS;
    while (performance.now() < end) {
      if (isSame(await this.backend.entities(), this.expected)) {
        return true;
      }
      await pause(POLL_MS);
    }
    return false;
  }

  private account(change: string, ...parameters: unknown[]) {
    return this.control('account', { change, arguments: parameters });
  }

  private async control(command: string, input: object = {}): Promise<void> {
    const { origin } = new URL(this.simulator.url);
    const response = await fetch(`${origin}/__control/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = await response.text();
    if (!response.ok) {
      throw new Error(`The simulator refused '${command}': ${answer}`);
    }
  }

  private demand(holds: boolean, otherwise: string): void {
    if (!holds) {
      this.broken.add(otherwise);
    }
  }
}

/**
 * Syncs one time after the other for so many minutes, most times with faults,
 * and sees to it that the catalog loses nothing and comes to what is there.
 */
export async function soak(minutes: number, seed: number): Promise<SoakReport> {
  const simulator = await startSimulatorProcess({ quota: SOAK_QUOTA });
  try {
    return await new Soak(
      simulator,
      await startSoakedBackend(simulator),
      seed,
    ).run(minutes);
  } finally {
    simulator.stop();
  }
}

function isSame(a: Set<string>, b: Set<string>): boolean {
  return a.size === b.size && [...a].every(each => b.has(each));
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
