/** The units of an interval. */
export const TIME_UNITS = [
  'YEAR',
  'MONTH',
  'DAY',
  'HOUR',
  'MINUTE',
  'SECOND',
] as const;

/** One of {@link TIME_UNITS}. */
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A number as it is written. */
export interface NumberLiteral {
  kind: 'number';
  text: string;
}

/** A column or an alias. */
export interface Name {
  kind: 'name';
  name: string;
}

/** A value that a query computes. */
export type Expression =
  | Name
  | NumberLiteral
  | { kind: 'string'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'interval'; amount: number; unit: TimeUnit }
  | { kind: 'logical'; operator: 'AND' | 'OR'; terms: Expression[] }
  | { kind: 'not'; value: Expression }
  | {
      kind: 'comparison';
      operator: ComparisonOperator;
      left: Expression;
      right: Expression;
    }
  | {
      kind: 'between';
      negated: boolean;
      value: Expression;
      low: Expression;
      high: Expression;
    }
  | { kind: 'in'; negated: boolean; value: Expression; list: Expression[] }
  | {
      kind: 'like';
      operator: 'LIKE' | 'ILIKE';
      negated: boolean;
      value: Expression;
      pattern: Expression;
    }
  | Arithmetic
  | { kind: 'negative'; value: Expression }
  | Call
  | { kind: 'extract'; unit: TimeUnit; value: Expression }
  | { kind: 'position'; needle: Expression; haystack: Expression };

/** The operators that compare. */
export const COMPARISON_OPERATORS = ['=', '!=', '<>', '<', '<=', '>', '>='];

/** `<>` is the same as `!=`, and read as such. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** The operators that compute. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** Operands of one precedence, from left to right. */
export interface Arithmetic {
  kind: 'arithmetic';
  first: Expression;
  rest: { operator: ArithmeticOperator; value: Expression }[];
}

/** A call of an allowed function. */
export interface Call {
  kind: 'call';
  name: string;
  /** Of functions such as `quantileExactWeighted(0.5)(double1, double2)`. */
  parameters: Expression[];
  distinct: boolean;
  args: Expression[];
}

/** What a SELECT answers. */
export type SelectItem =
  | { kind: 'star' }
  | { kind: 'item'; value: Expression; alias?: string };

/** Where a SELECT reads. */
export type Source =
  | { kind: 'dataset'; name: string }
  | { kind: 'subquery'; select: Select };

/** A SELECT; without `limit` it has none. */
export interface Select {
  items: SelectItem[];
  from: Source;
  where?: Expression;
  groupBy: Expression[];
  having?: Expression;
  orderBy: { value: Expression; descending: boolean }[];
  limit?: NumberLiteral;
  offset?: NumberLiteral;
}

/** The expressions right below an expression. */
export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'logical':
      return expression.terms;
    case 'not':
    case 'negative':
    case 'extract':
      return [expression.value];
    case 'comparison':
      return [expression.left, expression.right];
    case 'between':
      return [expression.value, expression.low, expression.high];
    case 'in':
      return [expression.value, ...expression.list];
    case 'like':
      return [expression.value, expression.pattern];
    case 'arithmetic':
      return [expression.first, ...expression.rest.map(({ value }) => value)];
    case 'call':
      return [...expression.parameters, ...expression.args];
    case 'position':
      return [expression.needle, expression.haystack];
    default:
      return [];
  }
}

/** The expressions of a SELECT itself, without those of its subquery. */
export function expressionsOf(select: Select): Expression[] {
  return [
    ...select.items.flatMap(item => (item.kind === 'item' ? [item.value] : [])),
    ...(select.where ? [select.where] : []),
    ...select.groupBy,
    ...(select.having ? [select.having] : []),
    ...select.orderBy.map(({ value }) => value),
  ];
}

/** The terms that all have to hold. */
export function conjunctsOf(where: Expression | undefined): Expression[] {
  if (!where) {
    return [];
  }
  return where.kind === 'logical' && where.operator === 'AND'
    ? where.terms
    : [where];
}
