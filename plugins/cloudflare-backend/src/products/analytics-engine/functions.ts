import { Expression } from './tree';

/** What a function takes. */
export interface AllowedFunction {
  /** As Cloudflare writes it. */
  name: string;
  least: number;
  most: number;
  /** Takes DISTINCT before its argument. */
  distinct: boolean;
  /** The parameter in parentheses of its own, before the arguments. */
  parameter?: { optional: boolean; isValid(value: Expression): boolean };
  /** What is wrong with arguments whose number is right. */
  complaint(args: Expression[]): string | undefined;
}

const MOST_TOP = 1000;
const MOST_FORMATTED = 16;

const allowed = new Map<string, AllowedFunction>();

function allow(
  names: string,
  least: number,
  most = least,
  more: Partial<AllowedFunction> = {},
) {
  for (const name of names.trim().split(/\s+/)) {
    allowed.set(name.toLowerCase(), {
      name,
      least,
      most,
      distinct: false,
      complaint: () => undefined,
      ...more,
    });
  }
}

const isShare = (value?: Expression) =>
  value?.kind === 'number' && Number(value.text) <= 1;
const isCount = (value?: Expression) =>
  value?.kind === 'number' &&
  /^[1-9]\d*$/.test(value.text) &&
  Number(value.text) <= MOST_TOP;

// Aggregates
allow('count', 0, 1, { distinct: true });
allow('sum avg', 1, 1, { distinct: true });
allow('min max first_value last_value countIf', 1);
allow('argMin argMax sumIf avgIf', 2);
allow('quantileExactWeighted', 2, 2, {
  parameter: { optional: false, isValid: isShare },
});
allow('quantileWeighted', 3, 3, {
  complaint: ([share]) =>
    isShare(share) ? undefined : 'the first is a number from 0 to 1',
});
const top = { optional: true, isValid: isCount };
allow('topK', 1, 1, { parameter: top });
allow('topKWeighted', 2, 2, { parameter: top });

// Bits
allow('bitCount bitNot', 1);
allow(
  `bitAnd bitOr bitXor bitHammingDistance bitRotateLeft bitRotateRight
   bitShiftLeft bitShiftRight bitTest`,
  2,
);

// Conditions
allow('if', 3);

// Dates and times
allow('now today', 0);
allow('toDateTime', 1, 2);
allow('formatDateTime', 2, 3);
allow(
  `toYear toMonth toDayOfMonth toDayOfWeek toHour toMinute toSecond
   toUnixTimestamp toYYYYMM toStartOfYear toStartOfMonth toStartOfWeek
   toStartOfDay toStartOfHour toStartOfFifteenMinutes toStartOfTenMinutes
   toStartOfFiveMinutes toStartOfMinute`,
  1,
);
allow('toStartOfInterval', 2, 3, {
  complaint: args =>
    args[1].kind === 'interval'
      ? undefined
      : `the second is an interval such as INTERVAL '15' MINUTE`,
});

// Encodings and types
allow('bin hex toUInt8 toUInt32', 1);

// Numbers
allow('log ln', 1);
allow('intDiv pow', 2);
allow('round floor ceil', 1, 2);

// Strings; `position` and `extract` have a syntax of their own
allow('length empty lower lowerUTF8 toLower upper upperUTF8 toUpper', 1);
allow('startsWith endsWith', 2);
allow('substring', 2, 3);
allow('format', 1, MOST_FORMATTED);

/** The function that a name means in whatever case. */
export function functionNamed(name: string): AllowedFunction | undefined {
  return allowed.get(name.toLowerCase());
}

/** Names of the functions that a query may call. */
export const ALLOWED_FUNCTIONS: readonly string[] = [
  ...[...allowed.values()].map(({ name }) => name),
  'extract',
  'position',
].sort();
