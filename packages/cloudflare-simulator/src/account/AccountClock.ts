import { examplesWrittenAt } from '../fixtures';

/**
 * A point in time, as a date or in RFC 3339.
 *
 * @public
 */
export type Instant = Date | string;

/**
 * A half-open stretch of time.
 *
 * @public
 */
export interface Stretch {
  from: Instant;
  to: Instant;
}

/** Order of a log; what came at once stays as it came. */
export function newestFirst(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}

/** As many times, spread evenly over a stretch, oldest first. */
export function timesWithin({ from, to }: Stretch, count: number): string[] {
  const start = new Date(from).getTime();
  const length = new Date(to).getTime() - start;
  if (!(length > 0)) throw new Error(`'from' must be a time before 'to'`);
  return Array.from({ length: count }, (_, index) =>
    new Date(start + Math.floor((index * length) / count)).toISOString(),
  );
}

const timestamp = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?Z$/;

/** The account's time: what is seeded lies before its start, changes come after it. */
export class AccountClock {
  readonly start: Date;
  readonly #fixed: boolean;
  #last: number;

  /** Without a given start the account lives in real time. */
  constructor(start?: Date) {
    this.start = start ?? new Date();
    this.#fixed = start !== undefined;
    this.#last = this.start.getTime();
  }

  /** Time before the start. */
  ago(hours: number): string {
    return new Date(this.start.getTime() - hours * 3_600_000).toISOString();
  }

  /** Time of the next change: of real time, or one second after the last. */
  next(at?: Instant): string {
    // What is in RFC 3339 keeps its fraction of a second.
    if (typeof at === 'string' && timestamp.test(at)) return at;
    if (at !== undefined) return new Date(at).toISOString();
    this.#last = this.#fixed
      ? this.#last + 1000
      : Math.max(Date.now(), this.#last + 1);
    return new Date(this.#last).toISOString();
  }

  now(): Date {
    return this.#fixed ? new Date(this.#last) : new Date();
  }

  /** A copy of an example with its times laid relative to the start. */
  moved<T>(example: T): T {
    const shift =
      Math.round((this.start.getTime() - examplesWrittenAt.getTime()) / 1000) *
      1000;
    return move(example, shift);
  }
}

function move<T>(value: T, shift: number): T {
  if (typeof value === 'string') {
    const match = timestamp.exec(value);
    if (!match) return value;
    const moved = new Date(Date.parse(`${match[1]}Z`) + shift).toISOString();
    return `${moved.slice(0, 19)}${match[2] ?? ''}Z` as T;
  }
  if (Array.isArray(value)) return value.map(item => move(item, shift)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, move(item, shift)]),
    ) as T;
  }
  return value;
}
