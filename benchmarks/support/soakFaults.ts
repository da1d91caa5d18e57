import type { Fault } from '@cloudflare-backstage/cloudflare-simulator';

/** A fault as the simulator's control API takes it. */
export interface PlannedFault {
  operation?: string;
  times?: number;
  after?: number;
  fault: Fault;
}

/** How long a request may take in a soak: longer waits are cut by it. */
export const REQUEST_TIMEOUT_MS = 500;

/** What goes wrong with any answer. */
const ANSWERS: readonly Fault[] = [
  { type: 'status', status: 500 },
  { type: 'status', status: 502 },
  { type: 'status', status: 503, headers: { 'retry-after': '1' } },
  { type: 'status', status: 403 },
  { type: 'status', status: 401 },
  { type: 'rate-limited', retryAfter: 1 },
  { type: 'lockout' },
  { type: 'slow-headers', ms: REQUEST_TIMEOUT_MS * 2 },
  { type: 'slow-body', ms: REQUEST_TIMEOUT_MS * 2 },
  { type: 'stalled-body' },
  { type: 'cut-body' },
  { type: 'wrong-content-length' },
  { type: 'truncated-json' },
  { type: 'invalid-json' },
  { type: 'success-false' },
  { type: 'html' },
  { type: 'challenge' },
  { type: 'redirect', location: 'https://elsewhere.example/' },
  { type: 'huge', bytes: 17 * 1024 * 1024 },
  { type: 'connection-reset' },
];

/** What goes wrong with a listing; it shows within one operation. */
const LISTINGS: readonly Fault[] = [
  { type: 'empty-page-with-cursor' },
  { type: 'repeated-cursor' },
  { type: 'ignores-page' },
  { type: 'shrinking' },
  { type: 'duplicate-ids' },
  { type: 'wrong-total' },
  { type: 'wrong-total', by: -1 },
];

/** Faults of which each would cost a run seconds if it were without end. */
const COSTLY = new Set<Fault['type']>([
  'slow-headers',
  'slow-body',
  'stalled-body',
  'huge',
]);
const MOST_COSTLY_HITS = 4;
const MOST_FAULTS_A_RUN = 3;

/** Plans faults; the same seed gives the same ones in the same order. */
export class SoakFaults {
  private state: number;

  constructor(seed: number, private readonly operations: readonly string[]) {
    // Zero would stay zero, and small seeds begin alike.
    this.state = ((seed + 1) * 69_621) % 2_147_483_647;
  }

  /** The faults of one run. */
  next(): PlannedFault[] {
    const count = 1 + Math.floor(this.random() * MOST_FAULTS_A_RUN);
    return Array.from({ length: count }, () => this.plan());
  }

  private plan(): PlannedFault {
    const isOfListing = this.random() < 0.4;
    const fault = this.pick(isOfListing ? LISTINGS : ANSWERS);
    const isEverywhere = !isOfListing && this.random() < 0.2;
    const after = Math.floor(this.random() * 3);
    return {
      fault,
      ...(!isEverywhere && { operation: this.pick(this.operations) }),
      ...(isEverywhere && { after }),
      ...(fault.type === 'lockout' && { times: 1 }),
      ...(COSTLY.has(fault.type) && { times: MOST_COSTLY_HITS }),
    };
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)];
  }

  private random(): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state / 2_147_483_647;
  }
}
