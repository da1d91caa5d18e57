import { instantOf } from './instantOf';
import { printExpression } from './print';
import { TokenReader } from './TokenReader';
import { ComparisonOperator, conjunctsOf, Expression, Select } from './tree';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;

/** What Cloudflare keeps is not older. */
const MOST_DAYS = 92;

/** How far back a query may read. */
export interface TimeLimits {
  now: Date;
  defaultRangeMs: number;
  /** At most 92 days, however large. */
  maxRangeMs: number;
}

/** The range that a query reads, and the condition that keeps it there. */
export interface BoundedQuery {
  where: Expression;
  from: Date;
  /** Missing when the query reads up to now. */
  to?: Date;
  /** The query has no lower bound of its own that could be understood. */
  isDefault: boolean;
}

/**
 * Bounds the SELECT that reads the dataset by conditions of our own. Theirs
 * decide how far back these reach where they are plain, and stay as they are:
 * whatever they mean, they can only narrow the range.
 *
 * @throws QueryRefusedError for a range that is too long
 */
export function boundTime(
  select: Select,
  reader: TokenReader,
  { now: present, defaultRangeMs, maxRangeMs }: TimeLimits,
): BoundedQuery {
  const now = present.getTime();
  const conjuncts = conjunctsOf(select.where);
  const bounds = conjuncts.flatMap(term => boundsOf(term, now));
  const lower = bounds
    .filter(({ side }) => side === 'lower')
    .reduce<Bound | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
  const upper = bounds
    .filter(({ side, at }) => side === 'upper' && at < now)
    .reduce<Bound | undefined>((a, b) => (a && a.at < b.at ? a : b), undefined);

  const most = Math.min(maxRangeMs, MOST_DAYS * MS_PER_DAY);
  const end = upper?.at ?? now;
  const from = lower
    ? Math.min(lower.at, now)
    : minuteAfter(end - Math.min(defaultRangeMs, most));
  if (end - from > most || now - from > MOST_DAYS * MS_PER_DAY) {
    const origin = (lower ?? upper)?.term;
    reader.refuse(
      'time-range',
      end - from > most
        ? `a query covers at most ${inDays(most)}`
        : `Cloudflare keeps ${MOST_DAYS} days`,
      reader.originOf(origin ?? select),
    );
  }
  const own = [
    boundAt('>=', minuteBefore(from)),
    ...(upper ? [boundAt('<=', minuteAfter(upper.at))] : []),
  ];
  const ours = new Set(own.map(bound => printExpression(bound)));
  const theirs = conjuncts.filter(term => !ours.has(printExpression(term)));
  const terms = [...own, ...theirs];
  return {
    where:
      terms.length === 1
        ? terms[0]
        : { kind: 'logical', operator: 'AND', terms },
    from: new Date(from),
    ...(upper && { to: new Date(upper.at) }),
    isDefault: lower === undefined,
  };
}

interface Bound {
  side: 'lower' | 'upper';
  at: number;
  term: Expression;
}

const MIRRORED: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The bounds that a condition sets when it has to hold for every row. */
function boundsOf(term: Expression, now: number): Bound[] {
  const bound = (side: Bound['side'], value: Expression): Bound[] => {
    const at = instantOf(value, now);
    return at === undefined ? [] : [{ side, at, term }];
  };
  if (term.kind === 'between' && !term.negated && isTimestamp(term.value)) {
    return [...bound('lower', term.low), ...bound('upper', term.high)];
  }
  if (term.kind !== 'comparison') {
    return [];
  }
  const { left, right } = term;
  const isLeft = isTimestamp(left);
  if (!isLeft && !isTimestamp(right)) {
    return [];
  }
  const operator = isLeft ? term.operator : MIRRORED[term.operator];
  const value = isLeft ? right : left;
  switch (operator) {
    case '>':
    case '>=':
      return bound('lower', value);
    case '<':
    case '<=':
      return bound('upper', value);
    default:
      return [];
  }
}

function isTimestamp(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === 'timestamp';
}

function boundAt(operator: '>=' | '<=', at: number): Expression {
  return {
    kind: 'comparison',
    operator,
    left: { kind: 'name', name: 'timestamp' },
    right: {
      kind: 'call',
      name: 'toDateTime',
      parameters: [],
      distinct: false,
      args: [{ kind: 'number', text: `${at / MS_PER_SECOND}` }],
    },
  };
}

// Whole minutes, so that a query asked again soon is the same query.
function minuteBefore(at: number): number {
  return Math.floor(at / MS_PER_MINUTE) * MS_PER_MINUTE;
}

function minuteAfter(at: number): number {
  return Math.ceil(at / MS_PER_MINUTE) * MS_PER_MINUTE;
}

function inDays(ms: number): string {
  const days = Math.round((ms / MS_PER_DAY) * 100) / 100;
  return days === 1 ? '1 day' : `${days} days`;
}
