import { SyncRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { AccountChange } from './AccountChange';
import { AdvancedClock } from './AdvancedClock';
import { EntityStates, readEntities } from './EntityStates';
import { verifiedChains } from './evidenceChains';
import { describeCycle, FaultyCycle, inject, missedOf } from './FaultPlan';
import {
  differences,
  PostureStates,
  readPosture,
  turnedGreen,
} from './PostureStates';
import {
  FAULTY_QUOTA,
  FAULTY_SHARE,
  FaultyBackend,
} from './startFaultyBackend';

/** Calls that are under way when one of them is refused. */
const CONCURRENCY = 8;
/**
 * The catalog can miss the last of two changes that it processes at once, and
 * processes everything anew within 150 seconds.
 */
const CONVERGED_WITHIN_MS = 180_000;
const POLL_MS = 50;
/** The catalog processes what it is handed within this time, if there is more. */
const QUIET_MS = 2_500;
const MOST_FIRST_SYNCS = 3;
const MS_PER_SECOND = 1_000;
const MS_PER_HOUR = 3_600_000;
const WINDOW_HOURS = 6;
const MOST_HOURS_AGO = 150;
const EVIDENCE = /:evidence:/;
/** Of which metrics are read, too: tasks read them once an hour. */
const WORKERS = ['acme-api', 'acme-auth', 'acme-reports'];

/** Has faults befall a backend, cycle by cycle, and notes what does not hold. */
export class FaultRun {
  /** The invariants that did not hold. */
  readonly broken: string[] = [];
  /** Requests that faults befell, cycle by cycle. */
  readonly trace: Record<string, number>[] = [];
  /** What was planned, and befell nothing. */
  readonly missed: string[] = [];
  requests = 0;
  private readonly clock = new AdvancedClock();
  private readonly change: AccountChange;
  private readonly began = Date.now();
  private own: EntityStates = new Map();
  private posture: PostureStates = new Map();
  private about = '';
  /** Of the rate limit, that were over at once. */
  private windows = 0;

  constructor(private readonly backend: FaultyBackend) {
    this.change = new AccountChange(backend.simulator.account);
  }

  /** Syncs until the catalog shows all: what is loaded first takes its time. */
  async start(): Promise<void> {
    for (let i = 0; i < MOST_FIRST_SYNCS; i++) {
      const { outcome } = await this.backend.sync();
      if (outcome === 'succeeded') {
        break;
      }
    }
    for (let last = ''; ; ) {
      this.own = await readEntities(this.backend);
      const all = JSON.stringify([...this.own]);
      if (this.own.size > 0 && all === last) {
        break;
      }
      last = all;
      await pause(QUIET_MS);
    }
    await this.backend.evaluatePosture();
    await this.backend.tasks.run(EVIDENCE);
    this.posture = await this.evaluated();
  }

  /** One run with faults, and one without; answers what did not hold. */
  async once(cycle: FaultyCycle): Promise<string[]> {
    const known = this.broken.length;
    this.about = describeCycle(cycle);
    await this.withFaults(cycle);
    await this.withoutFaults(cycle);
    return this.broken.slice(known);
  }

  /** What is asked of all cycles together; answers what did not hold. */
  async end(): Promise<string[]> {
    const known = this.broken.length;
    this.about = 'all';
    this.clock.restore();
    const seconds = (Date.now() - this.began) / MS_PER_SECOND;
    const windows =
      Math.ceil(seconds / FAULTY_QUOTA.windowSeconds) + 1 + this.windows;
    const budget = windows * FAULTY_QUOTA.requests * FAULTY_SHARE;
    this.demand(this.requests <= budget, `${this.requests} requests were sent`);
    const { broken, bundles } = await verifiedChains(this.backend);
    broken.forEach(message => this.demand(false, message));
    this.demand(bundles.size > 0, 'there is no evidence');
    return this.broken.slice(known);
  }

  /** What the backend knows in the end, the same however it came to it. */
  async finalState(): Promise<Record<string, string>> {
    const posture = [...this.posture].map(([key, { state }]) => [key, state]);
    return Object.fromEntries([
      ...(await readEntities(this.backend)),
      ...posture,
    ]);
  }

  private async withFaults(cycle: FaultyCycle): Promise<void> {
    const { simulator } = this.backend;
    const before = await readEntities(this.backend);
    this.change.make(cycle.map(({ part }) => part));
    simulator.resetStatistics();
    cycle.forEach(each => inject(simulator, each));
    const run = await this.backend.sync();
    this.demandNothingLost(before, await readEntities(this.backend), run);
    this.demandNothingGreen(await this.evaluated());
    await this.readMetrics();
    await this.makeEvidence();
    const { byFault, total, rateLimited, unexpected } = simulator.statistics();
    this.trace.push(byFault);
    this.missed.push(...missedOf(cycle, byFault));
    this.requests += total;
    this.demand(unexpected === 0, `${unexpected} requests could have written`);
    const isLockedOut = befallen(byFault, 'lockout') > 0;
    const most =
      befallen(byFault, 'rate-limited') + (isLockedOut ? CONCURRENCY : 0);
    this.demand(
      rateLimited <= most,
      `${rateLimited} requests were refused for their number, not ${most}`,
    );
    if (isLockedOut) {
      this.windows++;
      this.clock.advance(FAULTY_QUOTA.lockoutSeconds + 1);
      simulator.setQuota(FAULTY_QUOTA);
    }
    simulator.clearFaults();
    simulator.resetStatistics();
  }

  private async withoutFaults(cycle: FaultyCycle): Promise<void> {
    // What goes in such numbers is believed when three runs agree.
    if (cycle.some(({ planned }) => planned.fault.type === 'many-items')) {
      await this.nextRun();
      await this.nextRun();
    }
    const { outcome, products } = await this.nextRun();
    const problems = products.flatMap(product => product.problems);
    this.demand(
      outcome === 'succeeded',
      `the run after it ended as '${outcome}': ${JSON.stringify(problems)}`,
    );
    // While the catalog may still show what was known before.
    this.demandNothingGreen(await this.evaluated());
    const [difference] = await this.differencesAtLast();
    this.demand(
      difference === undefined,
      `the catalog did not come to what the account has: ${difference}`,
    );
    const posture = await this.evaluated();
    for (const changed of differences(this.posture, posture)) {
      this.demand(false, `after it, ${changed}`);
    }
    this.posture = posture;
    const { rateLimited, total } = this.backend.simulator.statistics();
    this.demand(rateLimited === 0, 'the run after it was rate limited');
    this.requests += total;
  }

  /** Between runs, the schedule leaves more time than the rate limit's window. */
  private async nextRun(): Promise<SyncRun> {
    this.windows++;
    this.clock.advance(FAULTY_QUOTA.windowSeconds + 1);
    this.backend.simulator.setQuota(FAULTY_QUOTA);
    return this.backend.sync();
  }

  private async evaluated(): Promise<PostureStates> {
    await this.backend.evaluatePosture();
    return readPosture(this.backend);
  }

  private async readMetrics(): Promise<void> {
    const count = this.trace.length;
    const worker = WORKERS[count % WORKERS.length];
    // Another window each time: what was read is kept for a while.
    const to = Date.now() - (count % MOST_HOURS_AGO) * MS_PER_HOUR;
    const [from, until] = [to - WINDOW_HOURS * MS_PER_HOUR, to].map(time =>
      new Date(time).toISOString(),
    );
    const route = `/cloudflare/v1/workers/${worker}/metrics?from=${from}&to=${until}`;
    const { status } = await this.backend.call(route);
    this.demand(status !== 500, `${route} answered ${status}`);
  }

  private async makeEvidence(): Promise<void> {
    const { tasks } = this.backend;
    const ids = tasks.ids.filter(id => EVIDENCE.test(id));
    const id = ids[this.trace.length % ids.length];
    await tasks.run(new RegExp(`^${id}$`));
  }

  private demandNothingLost(
    before: EntityStates,
    after: EntityStates,
    run: SyncRun,
  ): void {
    const lost = [...before.keys()].filter(name => !after.has(name));
    for (const name of lost.filter(each => this.own.has(each))) {
      this.demand(false, `the catalog lost ${name}`);
    }
    for (const { product, complete, removed } of run.products) {
      this.demand(
        complete || removed === 0,
        `${removed} of ${product} were removed after an incomplete listing`,
      );
    }
  }

  private demandNothingGreen(posture: PostureStates): void {
    for (const green of turnedGreen(this.posture, posture)) {
      this.demand(false, green);
    }
  }

  /** In what the catalog differs from the account once it has had its time. */
  private async differencesAtLast(): Promise<string[]> {
    const end = Date.now() + CONVERGED_WITHIN_MS;
    for (;;) {
      const entities = await readEntities(this.backend);
      const found = this.change.differences(entities, this.own);
      if (found.length === 0 || Date.now() > end) {
        return found;
      }
      await pause(POLL_MS);
    }
  }

  private demand(holds: boolean, otherwise: string): void {
    if (!holds) {
      this.broken.push(`${this.about}: ${otherwise}`);
    }
  }
}

function befallen(byFault: Record<string, number>, type: string): number {
  return Object.entries(byFault)
    .filter(([key]) => key.endsWith(` ${type}`))
    .reduce((sum, [, count]) => sum + count, 0);
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
