import type { ActivityRow } from './graphqlRows';
import type { TimeWindow } from './rowFilter';

const hour = 3_600_000;
const day = 24 * hour;

/** What is told of one point in time; nothing when there was no activity. */
type Told = Omit<ActivityRow, 'time'> | undefined;

/** A number from 0 to below 1 that depends on the text alone; quick, for many rows. */
export function noise(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The last characters, in which times differ, are spread over all bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * How busy an hour is, from 0 to 1: most in the early afternoon (UTC), a quarter
 * of it at night, less at weekends, and never quite the same twice.
 */
export function loadAt(time: number, seed: string): number {
  const date = new Date(time);
  const angle = ((date.getUTCHours() - 14) / 24) * 2 * Math.PI;
  const daylight = 0.625 + 0.375 * Math.cos(angle);
  const weekend = [0, 6].includes(date.getUTCDay()) ? 0.6 : 1;
  return daylight * weekend * (0.75 + 0.25 * noise(`${seed}/${time}`));
}

function* every(
  step: number,
  { from, to }: TimeWindow,
  told: (time: number) => Told,
): Generator<ActivityRow> {
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    const row = told(time);
    if (row) yield { time: new Date(time).toISOString(), ...row };
  }
}

/**
 * A row for each full hour of the window, made of how busy the hour was.
 * Different seeds have different noise.
 */
export function hourly(
  window: TimeWindow,
  seed: string,
  told: (load: number, time: number) => Told,
): Iterable<ActivityRow> {
  return every(hour, window, time => told(loadAt(time, seed), time));
}

/** A row for each midnight (UTC) of the window, as of what is measured once a day. */
export function daily(
  window: TimeWindow,
  told: (time: number) => Told,
): Iterable<ActivityRow> {
  return every(day, window, told);
}
