import { COLUMNS } from './columns';
import { AllowedFunction, functionNamed } from './functions';
import { isReserved } from './keywords';
import {
  parseExpression,
  parseExpressions,
  parseSum,
  parseUnit,
} from './parseExpression';
import { TokenReader } from './TokenReader';
import { Token } from './tokens';
import { Call, Expression } from './tree';

// A clause in one place, a function in another.
const ALSO_FUNCTIONS = new Set(['FORMAT']);

/** Reads the call of an allowed function. */
export function parseCall(reader: TokenReader): Expression {
  const start = reader.peek();
  const { keyword } = start;
  if (keyword && isReserved(keyword) && !ALSO_FUNCTIONS.has(keyword)) {
    reader.unexpected('a function');
  }
  if (keyword === 'EXTRACT') {
    return reader.nested(() => parseExtract(reader));
  }
  if (keyword === 'POSITION') {
    return reader.nested(() => parsePosition(reader));
  }
  const called = keyword ? functionNamed(keyword) : undefined;
  if (!called) {
    reader.refuse('function', 'this function may not be called');
  }
  reader.next();
  return reader.nested(() => parseAllowed(reader, called, start));
}

function parseAllowed(
  reader: TokenReader,
  called: AllowedFunction,
  start: Token,
): Expression {
  const { name, least, most, parameter } = called;
  const fail: (why: string) => never = why =>
    reader.refuse('arguments', `${name}: ${why}`, start);
  let { args, distinct } = parseArguments(reader, called);
  let parameters: Expression[] = [];
  if (reader.isSymbol('(')) {
    if (!parameter) {
      fail('it has one list of arguments');
    }
    if (distinct || args.length !== 1 || !parameter.isValid(args[0])) {
      fail('its parameter is not a number that it takes');
    }
    parameters = args;
    ({ args, distinct } = parseArguments(reader, called));
  } else if (parameter && !parameter.optional) {
    fail('its parameter is missing, as in quantileExactWeighted(0.5)(…)');
  }
  if (args.length < least || args.length > most || (distinct && !args.length)) {
    const number = least === most ? `${least}` : `${least} to ${most}`;
    fail(`it takes ${number} arguments`);
  }
  const complaint = called.complaint(args);
  if (complaint) {
    fail(complaint);
  }
  const call: Call = { kind: 'call', name, parameters, distinct, args };
  return reader.node(start, call);
}

function parseArguments(
  reader: TokenReader,
  { name, distinct: takesDistinct }: AllowedFunction,
): { distinct: boolean; args: Expression[] } {
  reader.expectSymbol('(');
  const none = { distinct: false, args: [] };
  // `count(*)` counts the same rows as `count()`, and names no column.
  if (name === 'count' && reader.isSymbol('*') && reader.isSymbol(')', 1)) {
    reader.next();
  }
  if (reader.takeSymbol(')')) {
    return none;
  }
  const distinct = takesDistinct && reader.takeKeyword('DISTINCT');
  const args = parseExpressions(reader);
  reader.expectSymbol(')');
  return { distinct, args };
}

function parseExtract(reader: TokenReader): Expression {
  const start = reader.next();
  reader.expectSymbol('(');
  const unit = parseUnit(reader);
  reader.expectKeyword('FROM');
  const value = parseExpression(reader);
  reader.expectSymbol(')');
  return reader.node(start, { kind: 'extract', unit, value });
}

function parsePosition(reader: TokenReader): Expression {
  const start = reader.next();
  reader.expectSymbol('(');
  const needle = parseSum(reader);
  reader.expectKeyword('IN');
  const place = reader.peek();
  const haystack = parseSum(reader);
  // What follows IN must never be read as the name of another dataset.
  if (haystack.kind === 'name' && !COLUMNS.has(haystack.name)) {
    reader.refuse('alias', 'position searches a column, not an alias', place);
  }
  reader.expectSymbol(')');
  return reader.node(start, { kind: 'position', needle, haystack });
}
