import { InputError } from '@backstage/errors';
import { z } from 'zod';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

const text = (most: number) =>
  z
    .string()
    .min(1, 'it is empty')
    .max(most, `it has more than ${most} characters`)
    .refine(value => !CONTROL.test(value), 'it has control characters');

/** Key of a configured account. */
export const accountKey = text(64);

/** Qualified name of a resource, as a path segment. */
export const resourceName = text(256).refine(
  value => value !== '.' && value !== '..',
  'it is no name',
);

/** A filter that takes any text. */
export const filterText = () => text(320);

/** `nextCursor` of the answer before. */
export const cursorField = text(2048).optional();

/** Number of items in an answer. */
export const limitField = (byDefault: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'expected a whole number')
    .transform(Number)
    .refine(
      value => value >= 1 && value <= most,
      `expected a number from 1 to ${most}`,
    )
    .default(byDefault);

/** What a route takes that lists resources; the name is that of one, or its id. */
export const listFields = {
  name: resourceName.optional(),
  cursor: cursorField,
  limit: limitField(100, 500),
};

/** An instant, RFC 3339. */
export const timeField = z.iso
  .datetime({
    offset: true,
    error: `expected a time such as 2026-11-20T18:22:31Z (RFC 3339; write '+' as %2B)`,
  })
  .transform(value => new Date(value))
  .optional();

/** `true` or `false`. */
export const booleanField = z
  .enum(['true', 'false'], { error: `expected 'true' or 'false'` })
  .transform(value => value === 'true')
  .optional();

/** A half-open window of time. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

/**
 * The window that a caller asks for: by default the 24 hours before `to`, and
 * `to` by default now.
 *
 * @throws InputError for a window that is empty or longer than `mostDays`
 */
export function readWindow(
  query: { from?: Date; to?: Date },
  mostDays: number,
  now: Date,
): TimeWindow {
  const to = query.to ?? now;
  const from = query.from ?? new Date(to.getTime() - MS_PER_DAY);
  if (from >= to) {
    throw new InputError(`The query parameter 'from' must be before 'to'`);
  }
  if (to.getTime() - from.getTime() > mostDays * MS_PER_DAY) {
    throw new InputError(
      `The window from 'from' to 'to' is longer than ${mostDays} days`,
    );
  }
  return { from, to };
}
