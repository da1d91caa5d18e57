import { Expression, TimeUnit } from './tree';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const MONTHS_PER_YEAR = 12;

const MS_PER_UNIT = {
  DAY: MS_PER_DAY,
  HOUR: MS_PER_HOUR,
  MINUTE: MS_PER_MINUTE,
  SECOND: MS_PER_SECOND,
};

const ROUNDED_TO: Record<string, number> = {
  toStartOfDay: MS_PER_DAY,
  toStartOfHour: MS_PER_HOUR,
  toStartOfFifteenMinutes: 15 * MS_PER_MINUTE,
  toStartOfTenMinutes: 10 * MS_PER_MINUTE,
  toStartOfFiveMinutes: 5 * MS_PER_MINUTE,
  toStartOfMinute: MS_PER_MINUTE,
};

// A ClickHouse DateTime holds 32 bits; beyond, it starts anew.
const LAST_SECOND = 4_294_967_295;
const TEXT = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$/;

/**
 * The instant that a constant expression stands for, in milliseconds and
 * within what a DateTime holds; undefined for whatever is not surely known.
 */
export function instantOf(
  expression: Expression,
  now: number,
): number | undefined {
  const instant = computed(expression, now);
  return instant === undefined || Number.isNaN(instant)
    ? undefined
    : Math.min(Math.max(instant, 0), LAST_SECOND * MS_PER_SECOND);
}

function computed(expression: Expression, now: number): number | undefined {
  switch (expression.kind) {
    case 'string':
      return readText(expression.value);
    case 'call':
      return calledInstant(expression, now);
    case 'arithmetic': {
      const { first, rest } = expression;
      return rest.reduce<number | undefined>((instant, { operator, value }) => {
        const sign = { '+': 1, '-': -1 }[operator as string];
        return instant === undefined ||
          sign === undefined ||
          value.kind !== 'interval'
          ? undefined
          : moved(instant, sign * value.amount, value.unit);
      }, instantOf(first, now));
    }
    default:
      return undefined;
  }
}

function calledInstant(
  { name, args }: Expression & { kind: 'call' },
  now: number,
): number | undefined {
  switch (name) {
    case 'now':
      return now;
    case 'today':
      return rounded(now, MS_PER_DAY);
    case 'toDateTime':
      return args.length === 1 || isUtc(args[1])
        ? convertedInstant(args[0], now)
        : undefined;
    default: {
      const instant = ROUNDED_TO[name] && instantOf(args[0], now);
      return instant && rounded(instant, ROUNDED_TO[name]);
    }
  }
}

function convertedInstant(value: Expression, now: number): number | undefined {
  if (value.kind === 'number') {
    return readSeconds(value.text);
  }
  return value.kind === 'string'
    ? readSeconds(value.value) ?? readText(value.value)
    : instantOf(value, now);
}

function isUtc(zone: Expression): boolean {
  return zone.kind === 'string' && /^(?:Etc\/)?UTC$/.test(zone.value);
}

function readSeconds(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= LAST_SECOND
    ? Number(text) * MS_PER_SECOND
    : undefined;
}

function readText(text: string): number | undefined {
  if (!TEXT.test(text)) {
    return undefined;
  }
  const [date, time = '00:00:00'] = text.split(' ');
  const instant = Date.parse(`${date}T${time}Z`);
  const isReal =
    instant >= 0 &&
    instant <= LAST_SECOND * MS_PER_SECOND &&
    new Date(instant).toISOString().startsWith(`${date}T${time}`);
  return isReal ? instant : undefined;
}

function rounded(instant: number, to: number): number {
  return Math.floor(instant / to) * to;
}

function moved(instant: number, amount: number, unit: TimeUnit): number {
  if (unit !== 'MONTH' && unit !== 'YEAR') {
    return instant + amount * MS_PER_UNIT[unit];
  }
  const months = unit === 'YEAR' ? amount * MONTHS_PER_YEAR : amount;
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
