import { isReserved } from './keywords';
import { Arithmetic, Expression, Select, SelectItem, Source } from './tree';

/** How tightly an expression holds together; parentheses come from this. */
const PRECEDENCE = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  negative: 7,
  primary: 8,
};

/** Writes a query; what it writes reads as the same tree. */
export function print(select: Select): string {
  const { items, from, where, groupBy, having, orderBy } = select;
  const order = orderBy.map(
    ({ value, descending }) =>
      `${printExpression(value)}${descending ? ' DESC' : ''}`,
  );
  return [
    `SELECT ${items.map(printItem).join(', ')}`,
    `FROM ${printSource(from)}`,
    where && `WHERE ${printExpression(where)}`,
    groupBy.length > 0 && `GROUP BY ${printList(groupBy)}`,
    having && `HAVING ${printExpression(having)}`,
    order.length > 0 && `ORDER BY ${order.join(', ')}`,
    select.limit && `LIMIT ${select.limit.text}`,
    select.offset && `OFFSET ${select.offset.text}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function printItem(item: SelectItem): string {
  if (item.kind === 'star') {
    return '*';
  }
  const value = printExpression(item.value);
  return item.alias === undefined
    ? value
    : `${value} AS ${printName(item.alias)}`;
}

function printSource(from: Source): string {
  return from.kind === 'dataset'
    ? printName(from.name)
    : `(\n${print(from.select)}\n)`;
}

function printName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReserved(name)
    ? name
    : `"${name}"`;
}

function printList(expressions: Expression[]): string {
  return expressions.map(value => printExpression(value)).join(', ');
}

/** Writes an expression, in parentheses where it would fall apart. */
export function printExpression(expression: Expression, least = 0): string {
  const text = printBare(expression);
  return precedenceOf(expression) < least ? `(${text})` : text;
}

function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case 'logical':
      return expression.operator === 'OR' ? PRECEDENCE.or : PRECEDENCE.and;
    case 'not':
      return PRECEDENCE.not;
    case 'comparison':
    case 'between':
    case 'in':
    case 'like':
      return PRECEDENCE.comparison;
    case 'arithmetic':
      return levelOf(expression);
    case 'negative':
      return PRECEDENCE.negative;
    default:
      return PRECEDENCE.primary;
  }
}

function levelOf({ rest }: Arithmetic): number {
  return rest[0].operator === '+' || rest[0].operator === '-'
    ? PRECEDENCE.sum
    : PRECEDENCE.product;
}

function printBare(expression: Expression): string {
  const { comparison, sum } = PRECEDENCE;
  const negation = 'negated' in expression && expression.negated ? 'NOT ' : '';
  switch (expression.kind) {
    case 'name':
      return printName(expression.name);
    case 'number':
      return expression.text;
    case 'string':
      return `'${expression.value.replaceAll(`'`, `''`)}'`;
    case 'boolean':
      return expression.value ? 'true' : 'false';
    case 'interval':
      return `INTERVAL '${expression.amount}' ${expression.unit}`;
    case 'logical': {
      const least = precedenceOf(expression) + 1;
      return expression.terms
        .map(term => printExpression(term, least))
        .join(` ${expression.operator} `);
    }
    case 'not':
      return `NOT ${printExpression(expression.value, PRECEDENCE.not)}`;
    case 'comparison': {
      const left = printExpression(expression.left, comparison + 1);
      const right = printExpression(expression.right, comparison + 1);
      return `${left} ${expression.operator} ${right}`;
    }
    case 'between': {
      const { value, low, high } = expression;
      const [tested, from, to] = [value, low, high].map(part =>
        printExpression(part, sum),
      );
      return `${tested} ${negation}BETWEEN ${from} AND ${to}`;
    }
    case 'in':
      return `${printExpression(
        expression.value,
        sum,
      )} ${negation}IN (${printList(expression.list)})`;
    case 'like': {
      const value = printExpression(expression.value, sum);
      const pattern = printExpression(expression.pattern, sum);
      return `${value} ${negation}${expression.operator} ${pattern}`;
    }
    case 'arithmetic': {
      const least = levelOf(expression) + 1;
      return expression.rest.reduce(
        (text, { operator, value }) =>
          `${text} ${operator} ${printExpression(value, least)}`,
        printExpression(expression.first, least),
      );
    }
    case 'negative': {
      const value = printExpression(expression.value, PRECEDENCE.negative);
      // Two signs side by side would be a comment.
      return value.startsWith('-') ? `- ${value}` : `-${value}`;
    }
    case 'call': {
      const { name, parameters, distinct, args } = expression;
      const parameter = parameters.length ? `(${printList(parameters)})` : '';
      return `${name}${parameter}(${distinct ? 'DISTINCT ' : ''}${printList(
        args,
      )})`;
    }
    case 'extract':
      return `extract(${expression.unit} FROM ${printExpression(
        expression.value,
      )})`;
    case 'position':
      return `position(${printExpression(
        expression.needle,
        sum,
      )} IN ${printExpression(expression.haystack, sum)})`;
    default:
      return expression satisfies never;
  }
}
