import { looksLikeColumn } from './columns';
import { isReserved } from './keywords';
import { parseExpression, parseExpressions } from './parseExpression';
import { TokenReader } from './TokenReader';
import { Expression, NumberLiteral, Select, SelectItem, Source } from './tree';

/** A query that was read, and where its parts stand. */
export interface ParsedQuery {
  select: Select;
  reader: TokenReader;
}

/**
 * Reads one SELECT of the subset that the gate knows.
 *
 * @throws QueryRefusedError for everything else
 */
export function parseQuery(sql: string): ParsedQuery {
  const reader = new TokenReader(sql);
  if (!reader.isKeyword('SELECT')) {
    reader.refuse('statement', 'a query is one SELECT');
  }
  const select = parseSelect(reader, false);
  if (reader.peek().kind !== 'end') {
    reader.unexpected('the end of the query');
  }
  return { select, reader };
}

function parseSelect(reader: TokenReader, isSubquery: boolean): Select {
  const start = reader.peek();
  reader.expectKeyword('SELECT');
  const items = parseItems(reader);
  reader.expectKeyword('FROM');
  const from = parseSource(reader, isSubquery);
  const where = reader.takeKeyword('WHERE') ? parseWhere(reader) : undefined;
  const groupBy = takeBy(reader, 'GROUP') ? parseExpressions(reader) : [];
  const having = reader.takeKeyword('HAVING')
    ? parseExpression(reader)
    : undefined;
  const orderBy = takeBy(reader, 'ORDER') ? parseOrder(reader) : [];
  const limit =
    reader.takeKeyword('LIMIT') && !reader.takeKeyword('ALL')
      ? parseRows(reader, 'limit')
      : undefined;
  const offset = reader.takeKeyword('OFFSET')
    ? parseRows(reader, 'offset')
    : undefined;
  return reader.node(start, {
    items,
    from,
    where,
    groupBy,
    having,
    orderBy,
    limit,
    offset,
  });
}

function parseWhere(reader: TokenReader): Expression {
  const start = reader.peek();
  const { result, isDeepest } = reader.measured(() => parseExpression(reader));
  // The bound on the time puts parentheses around an OR.
  if (result.kind === 'logical' && result.operator === 'OR' && isDeepest) {
    reader.refuseDepth(start);
  }
  return result;
}

function takeBy(reader: TokenReader, word: 'GROUP' | 'ORDER'): boolean {
  if (!reader.takeKeyword(word)) {
    return false;
  }
  reader.expectKeyword('BY');
  return true;
}

function parseItems(reader: TokenReader): SelectItem[] {
  const items: SelectItem[] = [];
  const aliases = new Set<string>();
  do {
    const start = reader.peek();
    if (reader.takeSymbol('*')) {
      items.push(reader.node(start, { kind: 'star' }));
      continue;
    }
    const value = parseExpression(reader);
    const alias = reader.takeKeyword('AS')
      ? parseAlias(reader, aliases)
      : undefined;
    items.push(reader.node(start, { kind: 'item', value, alias }));
  } while (reader.takeSymbol(','));
  return items;
}

function parseAlias(reader: TokenReader, known: Set<string>): string {
  const { kind, text } = reader.peek();
  if (kind !== 'quoted' && (kind !== 'word' || isReserved(text))) {
    reader.unexpected('an alias');
  }
  // An alias is seen in WHERE, and there it would hide the column.
  if (looksLikeColumn(text)) {
    reader.refuse('alias', 'an alias may not look like a column');
  }
  if (known.has(text.toLowerCase())) {
    reader.refuse('alias', 'two columns have this alias');
  }
  known.add(text.toLowerCase());
  reader.next();
  return text;
}

function parseSource(reader: TokenReader, isSubquery: boolean): Source {
  const start = reader.peek();
  if (reader.takeSymbol('(')) {
    if (isSubquery) {
      reader.refuse('subquery', 'a subquery has no other below it', start);
    }
    const select = reader.nested(() => parseSelect(reader, true));
    reader.expectSymbol(')');
    return reader.node(start, { kind: 'subquery', select });
  }
  const { kind, text } = start;
  if (kind !== 'quoted' && (kind !== 'word' || isReserved(text))) {
    reader.unexpected('the dataset');
  }
  if (reader.isSymbol('(', 1)) {
    reader.refuse('table-function', 'only the dataset itself can be read');
  }
  reader.next();
  if (reader.isSymbol(',')) {
    reader.refuse('clause', 'a query reads one dataset');
  }
  return reader.node(start, { kind: 'dataset', name: text });
}

function parseOrder(reader: TokenReader): Select['orderBy'] {
  const orderBy: Select['orderBy'] = [];
  do {
    const value = parseExpression(reader);
    const descending = reader.takeKeyword('DESC');
    if (!descending) {
      reader.takeKeyword('ASC');
    }
    orderBy.push({ value, descending });
  } while (reader.takeSymbol(','));
  return orderBy;
}

function parseRows(
  reader: TokenReader,
  reason: 'limit' | 'offset',
): NumberLiteral {
  const token = reader.peek();
  if (token.kind !== 'number' || !/^\d{1,9}$/.test(token.text)) {
    reader.refuse(reason, `${reason.toUpperCase()} takes a whole number`);
  }
  reader.next();
  return reader.node(token, { kind: 'number', text: token.text });
}
