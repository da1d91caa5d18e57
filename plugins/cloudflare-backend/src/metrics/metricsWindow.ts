import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { readWindow, timeField, TimeWindow } from '../routing/fields';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
/** Cloudflare's figures are complete after about so long. */
const LAG_MS = 5 * MS_PER_MINUTE;
/** Whoever asks within the same five minutes asks for the same window. */
const STEP_MS = 5 * MS_PER_MINUTE;
/** Longer windows have more hours than Cloudflare answers of many resources. */
const MOST_DAYS = 7;

/** Query parameters of routes that answer metrics. */
export const windowFields = { from: timeField, to: timeField };

/** A window of metrics as a caller asks for it. */
export type MetricsQuery = z.output<z.ZodObject<typeof windowFields>>;

/**
 * The window that is read: from a full hour, by default 24 hours, and to the
 * last five minutes of which Cloudflare knows everything.
 *
 * @throws InputError for a window that is empty or too long
 */
export function alignedWindow(query: MetricsQuery, now: Date): TimeWindow {
  const latest = floor(now.getTime() - LAG_MS, STEP_MS);
  if (query.from && query.from.getTime() >= latest) {
    throw new InputError(
      `The query parameter 'from' must be more than ten minutes ago, as Cloudflare's metrics come late`,
    );
  }
  const end = new Date(Math.min(query.to?.getTime() ?? latest, latest));
  const asked = readWindow({ from: query.from, to: end }, MOST_DAYS, end);
  const from = floor(asked.from.getTime(), MS_PER_HOUR);
  const to = floor(asked.to.getTime(), STEP_MS);
  if (from >= to) {
    throw new InputError(
      `The window from 'from' to 'to' is shorter than five minutes`,
    );
  }
  return { from: new Date(from), to: new Date(to) };
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}
