/**
 * Values that change by themselves, made so coarse that an entity is written
 * anew only when they say something new.
 */

/** A count to two significant digits. */
export function roundedCount(count: number): number {
  return Number(count.toPrecision(2));
}

/**
 * A time to the hour that it is in, RFC 3339.
 *
 * @throws RangeError when the time is none
 */
export function roundedHour(time: string | Date): string {
  const hour = new Date(time);
  hour.setUTCMinutes(0, 0, 0);
  return hour.toISOString();
}
