import {
  everyFault,
  operationsByPart,
  PlannableFault,
  SeededChoice,
  SimulatedPart,
  Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { REQUEST_TIMEOUT_MS } from './startFaultyBackend';

/** A fault, and the part of the account that it befalls. */
export interface PlannedFault {
  part: SimulatedPart;
  planned: PlannableFault;
}

/** What goes wrong during one run. */
export type FaultyCycle = readonly PlannedFault[];

/** How many faults are on at once, each of another part of the account. */
const FEW = 4;
const MANY = 8;

/** No task reads zones. */
const parts = (Object.keys(operationsByPart) as SimulatedPart[]).filter(
  part => part !== 'zones',
);
const faults = everyFault(REQUEST_TIMEOUT_MS);

/** Ends all calls, so that nothing else would befall anything. */
const isAlone = ({ planned }: PlannedFault) => planned.fault.type === 'lockout';

/** Each fault at least once, and each part of the account at least once. */
export function shortPlan(seed: number): FaultyCycle[] {
  const choice = new SeededChoice(seed);
  const shuffled = choice.shuffled(parts);
  return inCycles(
    choice.shuffled(faults).map((planned, index) => ({
      part: shuffled[index % shuffled.length],
      planned,
    })),
    FEW,
  );
}

/** Each fault of each part of the account. */
export function wholePlan(seed: number): FaultyCycle[] {
  return inCycles(
    new SeededChoice(seed).shuffled(
      parts.flatMap(part => faults.map(planned => ({ part, planned }))),
    ),
    MANY,
  );
}

function inCycles(all: readonly PlannedFault[], size: number): FaultyCycle[] {
  const cycles: PlannedFault[][] = [];
  for (const each of all) {
    const room = cycles.find(
      cycle =>
        !isAlone(each) &&
        cycle.length < size &&
        !cycle.some(other => isAlone(other) || other.part === each.part),
    );
    if (room) {
      room.push(each);
    } else {
      cycles.push([each]);
    }
  }
  return cycles;
}

/** As it is told when something breaks. */
export function describeCycle(cycle: FaultyCycle): string {
  return cycle.map(describe).join(', ');
}

function describe({ part, planned }: PlannedFault): string {
  return `${planned.name} of ${part}`;
}

/** What befell nothing, by the simulator's account of what did. */
export function missedOf(
  cycle: FaultyCycle,
  byFault: Record<string, number>,
): string[] {
  return cycle
    .filter(({ part, planned }) =>
      operationsByPart[part].every(
        operation => !(`${operation} ${planned.fault.type}` in byFault),
      ),
    )
    .map(describe);
}

/** Has a fault befall every operation of the part. */
export function inject(
  simulator: Pick<Simulator, 'injectFault'>,
  { part, planned }: PlannedFault,
): void {
  const { fault, times } = planned;
  simulator.injectFault({ operation: operationsOf(part), fault, times });
}

/** All operations of a part together, so that they share how often a fault comes. */
function operationsOf(part: SimulatedPart): RegExp {
  const operations = operationsByPart[part].map(operation =>
    operation.replace(/\{\w+\}/g, '[^/]+'),
  );
  return new RegExp(`^(${operations.join('|')})$`);
}
