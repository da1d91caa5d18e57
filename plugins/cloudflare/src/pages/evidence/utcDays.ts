const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A UTC day, such as `2026-11-21`. */
export type UtcDay = string;

/** The UTC day of a time. */
export function utcDay(time: number | string): UtcDay {
  return new Date(time).toISOString().slice(0, 10);
}

/** When a UTC day begins, RFC 3339. */
export function startOf(day: UtcDay): string {
  return `${day}T00:00:00Z`;
}

/** The UTC day some days later, or earlier. */
export function addDays(day: UtcDay, days: number): UtcDay {
  return utcDay(Date.parse(startOf(day)) + days * DAY);
}

/** The last UTC day that is over for so many hours. */
export function lastFullDay(now: number, hours = 0): UtcDay {
  return addDays(utcDay(now - hours * HOUR), -1);
}

/** How many days there are from one to another, both among them. */
export function dayCount(from: UtcDay, to: UtcDay): number {
  return (Date.parse(startOf(to)) - Date.parse(startOf(from))) / DAY + 1;
}

/** When a UTC day is over for so many hours, RFC 3339. */
export function afterDay(day: UtcDay, hours: number): string {
  const end = Date.parse(startOf(addDays(day, 1)));
  return new Date(end + hours * HOUR).toISOString();
}

/** The window of some days, half-open; the last one is part of it. */
export function windowOfDays(from: UtcDay, to: UtcDay) {
  return { from: startOf(from), to: startOf(addDays(to, 1)) };
}

const dayFormat = () =>
  new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** A UTC day for people. */
export function dayText(day: UtcDay): string {
  return dayFormat().format(new Date(startOf(day)));
}

/** A time for people, in UTC. */
export function utcTimeText(time: string): string {
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(new Date(time));
}

/** Whether a time is the beginning of a UTC day. */
export function isStartOfDay(time: string): boolean {
  return Date.parse(time) % DAY === 0;
}
