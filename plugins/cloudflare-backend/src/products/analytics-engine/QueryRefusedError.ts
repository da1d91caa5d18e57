import { InputError } from '@backstage/errors';
import { shownToken, Token } from './tokens';

/** Why a query is refused. */
export type QueryRefusalReason =
  /** It has more bytes than a query may have. */
  | 'too-long'
  /** A character that may not be there, or invalid UTF-16. */
  | 'character'
  | 'comment'
  | 'semicolon'
  /** A string that does not end, or that a dialect could end elsewhere. */
  | 'string'
  /** A number that is not written plainly, or a position that is none. */
  | 'number'
  /** A quoted name that does not end or has other characters, or a long name. */
  | 'identifier'
  | 'dotted-name'
  /** Something else than one SELECT. */
  | 'statement'
  /** A clause or an operator that the gate does not let through. */
  | 'clause'
  | 'format'
  | 'dataset'
  | 'table-function'
  | 'subquery'
  | 'function'
  /** A wrong number or kind of arguments. */
  | 'arguments'
  /** Something else where a literal has to stand. */
  | 'literal'
  | 'column'
  | 'sensitive-column'
  | 'alias'
  | 'limit'
  | 'offset'
  | 'time-range'
  | 'depth'
  | 'nodes'
  | 'syntax';

/** A query that may not be sent to Cloudflare; answered with status 400. */
export class QueryRefusedError extends InputError {
  readonly reason: QueryRefusalReason;
  /** Where in the query, in UTF-16 units from 0. */
  readonly position: number;
  /** What stands there; never the content of a string. */
  readonly token: string;

  constructor(
    reason: QueryRefusalReason,
    sql: string,
    token: Token,
    explanation: string,
  ) {
    const before = sql.slice(0, token.position).split('\n');
    const line = before.length;
    const column = before[line - 1].length + 1;
    const shown = shownToken(token);
    super(
      `The query is refused at line ${line}, column ${column} (${shown}): ${explanation}`,
    );
    this.reason = reason;
    this.position = token.position;
    this.token = shown;
  }
}
