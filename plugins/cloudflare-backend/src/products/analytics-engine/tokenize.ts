import { QueryRefusalReason, QueryRefusedError } from './QueryRefusedError';
import { Token } from './tokens';

/** UTF-8 bytes of the longest query. */
export const MOST_QUERY_BYTES = 8192;

const MOST_NAME_LENGTH = 64;

const SPACES = /[ \t\n]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const PLAIN_NUMBER = /(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,18})?/y;
const SYMBOL = /<=|>=|<>|!=|[(),*+\-/%=<>]/y;
const STRING = /'[^'\\]*(?:''[^'\\]*)*'(?!')/y;
const QUOTED =
  /(?:"[A-Za-z0-9_][A-Za-z0-9_ -]*"|`[A-Za-z0-9_][A-Za-z0-9_ -]*`)(?!["`])/y;
const NAME_OR_DIGIT = /[A-Za-z0-9_.]/;

/** Control, format and separator characters, which nobody sees. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const LONE_SURROGATE = /\p{Cs}/u;

type Refuse = (reason: QueryRefusalReason, why: string, text?: string) => never;

/**
 * Splits a query into tokens, the last of which is its end.
 *
 * @throws QueryRefusedError for whatever could be read in two ways
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;

  const refuse: Refuse = (reason, why, text = charAt(sql, position)) => {
    const token: Token = { kind: 'symbol', text, position };
    throw new QueryRefusedError(reason, sql, token, why);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(sql)?.[0];
  };
  const push = (kind: Token['kind'], text: string, length: number) => {
    const keyword = kind === 'word' ? text.toUpperCase() : undefined;
    tokens.push({ kind, text, keyword, position });
    position += length;
  };

  while (position < sql.length) {
    const char = sql[position];
    const spaces = match(SPACES);
    const word = spaces ? undefined : match(WORD);
    if (spaces) {
      position += spaces.length;
    } else if (word) {
      if (word.length > MOST_NAME_LENGTH) {
        refuse(
          'identifier',
          `a name has at most ${MOST_NAME_LENGTH} characters`,
          word.slice(0, MOST_NAME_LENGTH),
        );
      }
      push('word', word, word.length);
    } else if (char >= '0' && char <= '9') {
      const number = match(PLAIN_NUMBER);
      if (!number || NAME_OR_DIGIT.test(sql.charAt(position + number.length))) {
        refuse('number', 'numbers are written like 42 or 4.2');
      }
      push('number', number, number.length);
    } else if (char === `'`) {
      const string = match(STRING);
      if (!string) {
        refuse('string', `a string ends with ' and has no backslash`);
      }
      checkString(string, refuse);
      push('string', string.slice(1, -1).replaceAll(`''`, `'`), string.length);
    } else if (char === '"' || char === '`') {
      const quoted = match(QUOTED);
      if (!quoted || quoted.includes('--')) {
        refuse(
          'identifier',
          'a quoted name has letters, digits, spaces, _ and single - only',
        );
      }
      if (quoted.length > MOST_NAME_LENGTH + 2) {
        refuse(
          'identifier',
          `a name has at most ${MOST_NAME_LENGTH} characters`,
        );
      }
      push('quoted', quoted.slice(1, -1), quoted.length);
    } else {
      refuseCharacter(sql.slice(position, position + 2), refuse);
      const symbol = match(SYMBOL);
      if (!symbol) {
        refuse('character', 'this character has no place outside of a string');
      }
      push('symbol', symbol, symbol.length);
    }
  }
  tokens.push({ kind: 'end', text: '', position });
  return tokens;
}

function checkString(string: string, refuse: Refuse) {
  if (LONE_SURROGATE.test(string)) {
    refuse('character', 'the string is no valid Unicode');
  }
  if (INVISIBLE.test(string.replace(/[\t\n]/g, ' '))) {
    refuse('character', 'the string has characters that cannot be seen');
  }
}

function refuseCharacter(two: string, refuse: Refuse) {
  if (two === '--' || two === '/*' || two[0] === '#') {
    refuse('comment', 'comments are not allowed', two[0] === '#' ? '#' : two);
  }
  if (two[0] === ';') {
    refuse('semicolon', 'one statement is sent, without a semicolon');
  }
  if (two[0] === '.') {
    refuse('dotted-name', 'names have no dots, and numbers begin with a digit');
  }
}

/** A character that may be invisible or half of a pair, as text. */
function charAt(sql: string, position: number): string {
  const code = sql.codePointAt(position)!;
  const char = String.fromCodePoint(code);
  return code > 0x20 && code < 0x7f
    ? char
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
