import { CloudflareInputError } from './errors';

const MARGIN_MS = 1000;

/** Checks that a window has a beginning before its end. */
export function checkWindow(from: Date, to: Date): void {
  if (
    Number.isNaN(from.getTime()) ||
    Number.isNaN(to.getTime()) ||
    from.getTime() >= to.getTime()
  ) {
    throw new CloudflareInputError(
      'The window of time must be two dates, the first before the second',
    );
  }
}

/**
 * A window to ask Cloudflare for. Whether it counts the bounds in is not
 * documented, so we ask for a second more on both sides and cut it off here.
 */
export function widened(from: Date, to: Date): { from: string; to: string } {
  checkWindow(from, to);
  return {
    from: new Date(from.getTime() - MARGIN_MS).toISOString(),
    to: new Date(to.getTime() + MARGIN_MS).toISOString(),
  };
}

/** Whether a time is in the half-open window. */
export function isWithin(time: string, from: Date, to: Date): boolean {
  const at = Date.parse(time);
  return at >= from.getTime() && at < to.getTime();
}
