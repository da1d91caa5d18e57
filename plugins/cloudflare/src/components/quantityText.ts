import { MetricUnit } from '@cloudflare-backstage/plugin-cloudflare-common';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
/** Cloudflare counts in thousands, not in 1024s. */
const BYTE_STEP = 1000;

/** A quantity for people, in a unit of which there are not too many. */
export function quantityText(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'bytes':
      return bytesText(value);
    case 'milliseconds':
      return Math.abs(value) < 1000
        ? inUnit(value, 'millisecond')
        : secondsText(value / 1000);
    case 'seconds':
      return secondsText(value);
    case 'ratio':
      return new Intl.NumberFormat(undefined, {
        style: 'percent',
        maximumFractionDigits: 1,
      }).format(value);
    default:
      return value.toLocaleString(undefined, { maximumFractionDigits: 2 });
  }
}

/** A quantity where there is little room, as at an axis. */
export function shortQuantityText(value: number, unit: MetricUnit): string {
  return unit === 'count'
    ? new Intl.NumberFormat(undefined, {
        notation: 'compact',
        maximumFractionDigits: 1,
      }).format(value)
    : quantityText(value, unit);
}

function bytesText(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= BYTE_STEP && step < BYTE_UNITS.length - 1) {
    value /= BYTE_STEP;
    step += 1;
  }
  return inUnit(value, BYTE_UNITS[step]);
}

function secondsText(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) {
    return inUnit(seconds, 'second');
  }
  if (size < 3_600) {
    return inUnit(seconds / 60, 'minute');
  }
  return size < 86_400
    ? inUnit(seconds / 3_600, 'hour')
    : inUnit(seconds / 86_400, 'day');
}

function inUnit(value: number, unit: string): string {
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    // The short word for bytes has no plural.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value);
}
