import { ChartPoint } from './chart';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A step as an axis tells it, as short as the whole allows. */
export function tickLabel(
  point: ChartPoint,
  points: readonly ChartPoint[],
): string {
  const last = points[points.length - 1];
  const span = Date.parse(last.to) - Date.parse(points[0].from);
  return text(point.from, {
    ...(isOfDays(point) || span > 1.5 * DAY
      ? { day: 'numeric', month: 'short' }
      : { hour: 'numeric', minute: '2-digit' }),
    timeZone: timeZoneOf(point),
  });
}

/**
 * The starts of the steps that an axis may tell. Where it tells days and each
 * has many steps, these are the first ones of a day.
 */
export function ticksOf(points: readonly ChartPoint[]): string[] {
  const starts = points.map(({ from }) => from);
  const labels = points.map(point => tickLabel(point, points));
  return starts.filter((_, i) => i === 0 || labels[i] !== labels[i - 1]);
}

/** A step as it is told on its own. */
export function stepLabel(point: ChartPoint): string {
  if (isOfDays(point)) {
    return text(point.from, { dateStyle: 'medium', timeZone: 'UTC' });
  }
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).formatRange(new Date(point.from), new Date(point.to));
}

function isOfDays({ from, to }: ChartPoint): boolean {
  return Date.parse(to) - Date.parse(from) >= DAY;
}

// Steps of a day are days of UTC: elsewhere they would seem to be two.
function timeZoneOf(point: ChartPoint): string | undefined {
  return isOfDays(point) ? 'UTC' : undefined;
}

function text(time: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, options).format(new Date(time));
}
