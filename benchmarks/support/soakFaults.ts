import {
  everyFault,
  Fault,
  PlannableFault,
  SeededChoice,
} from '@cloudflare-backstage/cloudflare-simulator';

/** A fault as the simulator's control API takes it. */
export interface PlannedFault {
  operation?: string;
  times?: number;
  after?: number;
  fault: Fault;
}

/** How long a request may take in a soak, also on a busy machine: longer waits are cut by it. */
export const REQUEST_TIMEOUT_MS = 2_000;

/** The catalog of a soak has room for what the account has, not for so many more. */
const FAULTS = everyFault(REQUEST_TIMEOUT_MS).filter(
  ({ fault }) => fault.type !== 'many-items',
);
const byKind = (kind: PlannableFault['of']) =>
  FAULTS.filter(fault => fault.of === kind);
const ANSWERS = byKind('answers');
const LISTINGS = byKind('listings');

const MOST_FAULTS_A_RUN = 3;

/** Plans faults; the same seed gives the same ones in the same order. */
export class SoakFaults {
  private readonly choice: SeededChoice;

  constructor(seed: number, private readonly operations: readonly string[]) {
    this.choice = new SeededChoice(seed);
  }

  /** The faults of one run. */
  next(): PlannedFault[] {
    const count = 1 + this.choice.below(MOST_FAULTS_A_RUN);
    return Array.from({ length: count }, () => this.plan());
  }

  private plan(): PlannedFault {
    const isOfListing = this.choice.random() < 0.4;
    const { fault, times } = this.choice.pick(isOfListing ? LISTINGS : ANSWERS);
    const isEverywhere = !isOfListing && this.choice.random() < 0.2;
    const after = this.choice.below(3);
    return {
      fault,
      ...(!isEverywhere && { operation: this.choice.pick(this.operations) }),
      ...(isEverywhere && { after }),
      ...(times && { times }),
    };
  }
}
