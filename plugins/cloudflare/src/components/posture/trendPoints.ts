import { PosturePoint } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ChartPoint } from '../../charts/chart';
import { judgedStates } from './scoreText';

const DAY = 86_400_000;
/** More bars than these are too thin to be seen. */
const MOST_STEPS = 30;
/** With fewer, it would not look like time. */
const FEWEST_STEPS = 7;

/** How far back trends can go, in days. */
export const trendDays = [30, 90, 180] as const;

/** A step of a trend: how it stood at its end, where it was evaluated. */
export interface TrendStep extends ChartPoint {
  point?: PosturePoint;
}

/**
 * The steps of a trend up to now, of a day or of several: of each, the last
 * evaluation in it. A step without one stays empty; those before the first
 * evaluation are left out.
 */
export function trendSteps(
  points: readonly PosturePoint[],
  days: number,
  now: number,
): TrendStep[] {
  const length = Math.ceil(days / MOST_STEPS) * DAY;
  const end = Math.floor(now / DAY + 1) * DAY;
  const count = Math.ceil((days * DAY) / length);
  const steps: TrendStep[] = Array.from({ length: count }, (_, i) => ({
    from: new Date(end - (count - i) * length).toISOString(),
    to: new Date(end - (count - i - 1) * length).toISOString(),
  }));
  for (const point of points) {
    const step =
      steps[Math.floor((Date.parse(point.at) - end) / length) + count];
    if (step && !(step.point && step.point.at > point.at)) {
      step.point = point;
      step.values = Object.fromEntries(
        judgedStates.map(state => [state, point.counts[state]]),
      );
    }
  }
  const begun = steps.findIndex(({ point }) => point);
  return begun < 0
    ? []
    : steps.slice(Math.max(0, Math.min(begun, count - FEWEST_STEPS)));
}

/** The first and the last step of a trend that were evaluated. */
export function trendEnds(steps: readonly TrendStep[]) {
  const points = steps.flatMap(({ point }) =>
    point?.score === undefined ? [] : [{ at: point.at, score: point.score }],
  );
  return points.length > 0
    ? { first: points[0], last: points[points.length - 1] }
    : undefined;
}
