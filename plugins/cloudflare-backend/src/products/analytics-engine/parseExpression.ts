import { columnNamed } from './columns';
import { isReserved } from './keywords';
import { parseCall } from './parseCall';
import { TokenReader } from './TokenReader';
import { Token } from './tokens';
import {
  Arithmetic,
  ArithmeticOperator,
  COMPARISON_OPERATORS,
  ComparisonOperator,
  Expression,
  TIME_UNITS,
  TimeUnit,
} from './tree';

const SUM_OPERATORS = ['+', '-'] as const;
const PRODUCT_OPERATORS = ['*', '/', '%'] as const;
const LONGEST_INTERVAL = /^[1-9]\d{0,7}$/;

/** Reads an expression; operators bind as they do in ClickHouse. */
export function parseExpression(reader: TokenReader): Expression {
  return parseLogical(reader, 'OR', () =>
    parseLogical(reader, 'AND', () => parseNegation(reader)),
  );
}

/** Reads one or more expressions between commas. */
export function parseExpressions(reader: TokenReader): Expression[] {
  const expressions = [parseExpression(reader)];
  while (reader.takeSymbol(',')) {
    expressions.push(parseExpression(reader));
  }
  return expressions;
}

function parseLogical(
  reader: TokenReader,
  operator: 'AND' | 'OR',
  parseTerm: () => Expression,
): Expression {
  const start = reader.peek();
  const terms: Expression[] = [];
  do {
    const term = parseTerm();
    // Parentheses around the same operator change nothing.
    if (term.kind === 'logical' && term.operator === operator) {
      terms.push(...term.terms);
    } else {
      terms.push(term);
    }
  } while (reader.takeKeyword(operator));
  return terms.length === 1
    ? terms[0]
    : reader.node(start, { kind: 'logical', operator, terms });
}

function parseNegation(reader: TokenReader): Expression {
  const start = reader.peek();
  if (!reader.takeKeyword('NOT')) {
    return parseComparison(reader);
  }
  const value = reader.nested(() => parseNegation(reader));
  return reader.node(start, { kind: 'not', value });
}

function parseComparison(reader: TokenReader): Expression {
  const start = reader.peek();
  const value = parseSum(reader);
  const symbol = reader.peek();
  if (
    symbol.kind === 'symbol' &&
    COMPARISON_OPERATORS.includes(symbol.text as ComparisonOperator)
  ) {
    reader.next();
    const operator = (
      symbol.text === '<>' ? '!=' : symbol.text
    ) as ComparisonOperator;
    const right = parseSum(reader);
    return reader.node(start, {
      kind: 'comparison',
      operator,
      left: value,
      right,
    });
  }
  if (symbol.keyword === undefined) {
    return value;
  }
  const negated =
    reader.isKeyword('NOT') &&
    ['IN', 'BETWEEN', 'LIKE', 'ILIKE'].some(word => reader.isKeyword(word, 1));
  if (negated) {
    reader.next();
  }
  if (reader.takeKeyword('BETWEEN')) {
    const low = parseSum(reader);
    reader.expectKeyword('AND');
    const high = parseSum(reader);
    return reader.node(start, { kind: 'between', negated, value, low, high });
  }
  if (reader.takeKeyword('IN')) {
    const list = parseLiterals(reader);
    return reader.node(start, { kind: 'in', negated, value, list });
  }
  for (const operator of ['LIKE', 'ILIKE'] as const) {
    if (reader.takeKeyword(operator)) {
      const pattern = parseSum(reader);
      return reader.node(start, {
        kind: 'like',
        operator,
        negated,
        value,
        pattern,
      });
    }
  }
  return value;
}

/** Literals only: `IN (name)` would read another dataset in ClickHouse. */
function parseLiterals(reader: TokenReader): Expression[] {
  reader.expectSymbol('(');
  const list: Expression[] = [];
  do {
    const start = reader.peek();
    const literal = reader.takeSymbol('-')
      ? reader.node<Expression>(start, {
          kind: 'negative',
          value: parseNumber(reader),
        })
      : parseLiteral(reader);
    if (!literal) {
      reader.refuse(
        reader.isKeyword('SELECT') ? 'subquery' : 'literal',
        'IN takes a list of numbers, strings and booleans',
      );
    }
    list.push(literal);
  } while (reader.takeSymbol(','));
  reader.expectSymbol(')');
  return list;
}

/** Reads what can stand on either side of a comparison. */
export function parseSum(reader: TokenReader): Expression {
  return parseArithmetic(reader, SUM_OPERATORS, () =>
    parseArithmetic(reader, PRODUCT_OPERATORS, () => parseUnary(reader)),
  );
}

function parseArithmetic(
  reader: TokenReader,
  operators: readonly ArithmeticOperator[],
  parseOperand: () => Expression,
): Expression {
  const start = reader.peek();
  let first = parseOperand();
  const rest: Arithmetic['rest'] = [];
  for (
    let operator = takeOperator(reader, operators);
    operator;
    operator = takeOperator(reader, operators)
  ) {
    rest.push({ operator, value: parseOperand() });
  }
  if (rest.length === 0) {
    return first;
  }
  // Parentheses around what comes first change nothing.
  if (
    first.kind === 'arithmetic' &&
    operators.includes(first.rest[0].operator)
  ) {
    rest.unshift(...first.rest);
    first = first.first;
  }
  return reader.node(start, { kind: 'arithmetic', first, rest });
}

function takeOperator(
  reader: TokenReader,
  operators: readonly ArithmeticOperator[],
): ArithmeticOperator | undefined {
  const { kind, text } = reader.peek();
  const operator =
    kind === 'symbol' ? operators.find(symbol => symbol === text) : undefined;
  if (operator) {
    reader.next();
  }
  return operator;
}

function parseUnary(reader: TokenReader): Expression {
  const start = reader.peek();
  if (!reader.takeSymbol('-')) {
    return parsePrimary(reader);
  }
  const value = reader.nested(() => parseUnary(reader));
  return reader.node(start, { kind: 'negative', value });
}

function parsePrimary(reader: TokenReader): Expression {
  const literal = parseLiteral(reader);
  if (literal) {
    return literal;
  }
  const start = reader.peek();
  if (reader.takeSymbol('(')) {
    const value = reader.nested(() => parseExpression(reader));
    reader.expectSymbol(')');
    return value;
  }
  if (reader.takeKeyword('INTERVAL')) {
    return parseInterval(reader, start);
  }
  if (reader.isSymbol('(', 1) && start.kind !== 'symbol') {
    return parseCall(reader);
  }
  return reader.node(start, { kind: 'name', name: parseName(reader) });
}

/** Reads the name of a column or alias. */
export function parseName(reader: TokenReader): string {
  const { kind, text } = reader.peek();
  if (kind !== 'quoted' && (kind !== 'word' || isReserved(text))) {
    reader.unexpected('a column, an alias or a value');
  }
  reader.next();
  return columnNamed(text) ?? text;
}

function parseLiteral(reader: TokenReader): Expression | undefined {
  const token = reader.peek();
  const { kind, text } = token;
  if (kind === 'number') {
    return parseNumber(reader);
  }
  if (kind === 'string') {
    reader.next();
    return reader.node<Expression>(token, { kind: 'string', value: text });
  }
  if (reader.isKeyword('TRUE') || reader.isKeyword('FALSE')) {
    reader.next();
    const value = text.toUpperCase() === 'TRUE';
    return reader.node<Expression>(token, { kind: 'boolean', value });
  }
  return undefined;
}

function parseNumber(reader: TokenReader): Expression {
  const token = reader.peek();
  if (token.kind !== 'number') {
    reader.unexpected('a number');
  }
  reader.next();
  return reader.node(token, { kind: 'number', text: token.text });
}

function parseInterval(reader: TokenReader, start: Token): Expression {
  const { kind, text } = reader.peek();
  if (
    (kind !== 'string' && kind !== 'number') ||
    !LONGEST_INTERVAL.test(text)
  ) {
    reader.refuse(
      'literal',
      `an interval is written like INTERVAL '15' MINUTE`,
    );
  }
  reader.next();
  const unit = parseUnit(reader);
  return reader.node(start, { kind: 'interval', amount: Number(text), unit });
}

/** Reads a unit of time. */
export function parseUnit(reader: TokenReader): TimeUnit {
  const unit = TIME_UNITS.find(name => reader.takeKeyword(name));
  return unit ?? reader.unexpected(`one of ${TIME_UNITS.join(', ')}`);
}
