import {
  Check,
  Condition,
  FactDefinition,
  FactOperator,
  FactValue,
} from '@cloudflare-backstage/plugin-cloudflare-common';

const MS_PER = { seconds: 1_000, hours: 3_600_000, days: 86_400_000 };

/** What a condition is asked about. */
export interface ConditionFacts {
  check: Check;
  facts: Readonly<Record<string, FactValue | undefined>>;
  /** Facts that are at least so much. */
  atLeast: readonly string[];
  thresholds: Readonly<Record<string, number>>;
  now: Date;
}

/** What a fact is compared with. */
type Limit = { threshold: string } | { value: unknown };

/** Whether a condition holds; undefined where what is unknown decides it. */
export function holds(
  condition: Condition<string, string>,
  asked: ConditionFacts,
): boolean | undefined {
  if ('all' in condition) {
    const parts = condition.all.map(part => holds(part, asked));
    return parts.includes(false) ? false : unlessUnknown(parts, true);
  }
  if ('any' in condition) {
    const parts = condition.any.map(part => holds(part, asked));
    return parts.includes(true) ? true : unlessUnknown(parts, false);
  }
  if ('not' in condition) {
    const held = holds(condition.not, asked);
    return held === undefined ? undefined : !held;
  }
  const fact = asked.facts[condition.fact];
  if (fact === undefined) {
    return undefined;
  }
  const held = compare(condition.is, fact, condition, asked);
  return asked.atLeast.includes(condition.fact) &&
    !isDecided(condition, fact, held, asked)
    ? undefined
    : held;
}

/** Whether a comparison comes out the same if the fact is more than was read. */
function isDecided(
  condition: { is: FactOperator } & Limit,
  fact: FactValue,
  held: boolean,
  asked: ConditionFacts,
): boolean {
  switch (condition.is) {
    case 'at-least':
    case 'more-than':
      return held;
    case 'equal':
      return compare('more-than', fact, condition, asked);
    default:
      return !held;
  }
}

function unlessUnknown(
  parts: readonly (boolean | undefined)[],
  otherwise: boolean,
): boolean | undefined {
  return parts.includes(undefined) ? undefined : otherwise;
}

function compare(
  is: FactOperator,
  fact: FactValue,
  condition: Limit,
  { check, thresholds, now }: ConditionFacts,
): boolean {
  const limit =
    'threshold' in condition
      ? thresholds[condition.threshold]
      : condition.value;
  if (is === 'equal') {
    return fact === limit;
  }
  if (typeof limit !== 'number') {
    return false;
  }
  if (is === 'younger-than' || is === 'later-than') {
    const at = typeof fact === 'string' ? Date.parse(fact) : NaN;
    const unit =
      'threshold' in condition
        ? check.thresholds[condition.threshold].unit
        : undefined;
    const span = limit * MS_PER[inTime(unit)];
    return is === 'younger-than'
      ? at > now.getTime() - span
      : at > now.getTime() + span;
  }
  if (typeof fact !== 'number') {
    return false;
  }
  switch (is) {
    case 'at-most':
      return fact <= limit;
    case 'less-than':
      return fact < limit;
    case 'at-least':
      return fact >= limit;
    default:
      return fact > limit;
  }
}

function inTime(unit: FactDefinition['unit']): keyof typeof MS_PER {
  if (unit === 'seconds' || unit === 'hours' || unit === 'days') {
    return unit;
  }
  throw new Error(`A time is compared with a threshold in '${unit}'`);
}
