import { utcDay, UtcDay } from './evidence/utcDays';
import { ViewState } from '../components/useViewState';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LENGTHS = {
  '1h': HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
} as const;

/** A window of time that ends now. */
export type WindowId = keyof typeof LENGTHS;

/** The windows that can be chosen, the shortest first. */
export const windowIds = Object.keys(LENGTHS) as WindowId[];

/** A window that ends now, or one between two times (RFC 3339). */
export type TimeWindow = WindowId | { from: string; to: string };

const BY_DEFAULT: WindowId = '24h';

/** The window that the URL tells: `from` and `to`, or `window`. */
export function readTimeWindow(view: ViewState): TimeWindow {
  const from = Date.parse(view.read('from'));
  const to = Date.parse(view.read('to'));
  if (from < to) {
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    };
  }
  return windowIds.find(id => id === view.read('window')) ?? BY_DEFAULT;
}

/** The changes of the URL that choose a window that ends now. */
export function windowChanges(id: WindowId): Record<string, string> {
  return { window: id === BY_DEFAULT ? '' : id, from: '', to: '' };
}

/**
 * Between which times a window is. Both ends are told, as the longest window is
 * the longest that the backend takes; full minutes let readers share answers.
 */
export function timesOf(
  window: TimeWindow,
  now: number,
): { from: string; to: string } {
  if (typeof window === 'object') {
    return window;
  }
  const to = Math.ceil(now / MINUTE) * MINUTE;
  return {
    from: new Date(to - LENGTHS[window]).toISOString(),
    to: new Date(to).toISOString(),
  };
}

/** The UTC day that a window begins on, but none after the last one. */
export function dayShown(window: TimeWindow, last: UtcDay): UtcDay {
  const first = typeof window === 'object' ? utcDay(window.from) : last;
  return first < last ? first : last;
}

/** Seconds of a step, so that a chart has some dozens of them at most. */
export function stepSecondsOf({ from, to }: { from: string; to: string }) {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 3 * HOUR) {
    return 900;
  }
  if (length <= 2 * DAY) {
    return 3600;
  }
  return length <= 10 * DAY ? 21_600 : 86_400;
}
