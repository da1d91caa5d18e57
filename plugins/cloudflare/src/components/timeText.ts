const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A year of the Gregorian calendar, on average. */
const YEAR = 365.2425 * DAY;

const SPANS = [
  ['year', YEAR],
  ['month', YEAR / 12],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/** A month has no one length: lengths of time are told in days at most. */
const LENGTHS = SPANS.filter(([unit]) => unit !== 'year' && unit !== 'month');

/** A time as seen from now, in whole ones of the largest unit: "2 hours ago". */
export function relativeText(time: Date, now: number = Date.now()): string {
  const difference = time.getTime() - now;
  const [unit, span] =
    SPANS.find(([, length]) => Math.abs(difference) >= length) ??
    SPANS[SPANS.length - 1];
  return new Intl.RelativeTimeFormat().format(
    Math.trunc(difference / span),
    unit,
  );
}

/** A time to the second, with its time zone. */
export function exactText(time: Date): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'long',
    timeStyle: 'long',
  }).format(time);
}

/** The day of a time, with its weekday; `undefined` for what is no time. */
export function dayText(time: Date): string | undefined {
  if (Number.isNaN(time.getTime())) {
    return undefined;
  }
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(time);
}

/** A length of time in the largest unit that it fills: "1.2 seconds". */
export function durationText(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  const [unit, span] =
    LENGTHS.find(([, least]) => length >= least) ?? LENGTHS[LENGTHS.length - 1];
  const amount = length / span;
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}
