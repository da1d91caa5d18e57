import { InputError } from '@backstage/errors';
import { TimeWindow } from '../routing/fields';
import { EvidenceKindDefinition } from './EvidenceKindDefinition';
import { pastDays, windowOf } from './logs/intervals';

const MS_PER_DAY = 24 * 3_600_000;
/** Of one job; kinds whose bundles are longer take as much as one bundle. */
const MOST_DAYS = 31;

/**
 * The window of an order: for a log by default the last full UTC day to which
 * nothing is added any more, for a state none.
 *
 * @param most - of days, and what to do about more
 * @throws InputError for a window that cannot be had
 */
export function readOrderWindow(
  definition: Pick<EvidenceKindDefinition, 'nature' | 'settlesAfterHours'>,
  { from, to }: { from?: Date; to?: Date },
  most: { days: number; otherwise: string },
  now: Date,
): TimeWindow | undefined {
  if (definition.nature === 'state') {
    if (from || to) {
      throw new InputError(
        `This kind of evidence is of a state as it is now: it takes no 'from' and 'to'`,
      );
    }
    return undefined;
  }
  if (!from && !to) {
    const [day] = pastDays(now.getTime(), 1, definition.settlesAfterHours);
    return windowOf(day);
  }
  if (!from || !to) {
    throw new InputError(`'from' and 'to' belong together`);
  }
  if (from >= to) {
    throw new InputError(`'from' must be before 'to'`);
  }
  if (to > now) {
    throw new InputError(
      `The window must be over: 'to' is ${to.toISOString()}, and it is ${now.toISOString()} now`,
    );
  }
  if (to.getTime() - from.getTime() > most.days * MS_PER_DAY) {
    throw new InputError(
      `The window from 'from' to 'to' is longer than ${
        most.days === 1 ? 'one day' : `${most.days} days`
      }: ${most.otherwise}`,
    );
  }
  return { from, to };
}

/** The most days of one job. */
export function mostDaysOf({ mostDays = 1 }: EvidenceKindDefinition): number {
  return Math.max(MOST_DAYS, mostDays);
}

/**
 * The windows of the bundles that an order takes: by UTC days, or by as many
 * days as one bundle of the kind may have.
 */
export function splitWindow(
  window: TimeWindow | undefined,
  { mostDays = 1 }: Pick<EvidenceKindDefinition, 'mostDays'>,
): (TimeWindow | undefined)[] {
  if (!window) {
    return [undefined];
  }
  const windows: TimeWindow[] = [];
  let { from } = window;
  while (from < window.to) {
    const start = mostDays === 1 ? startOfDay(from) : from;
    const end = new Date(start.getTime() + mostDays * MS_PER_DAY);
    const to = end < window.to ? end : window.to;
    windows.push({ from, to });
    from = to;
  }
  return windows;
}

function startOfDay(time: Date): Date {
  return new Date(time.getTime() - (time.getTime() % MS_PER_DAY));
}
