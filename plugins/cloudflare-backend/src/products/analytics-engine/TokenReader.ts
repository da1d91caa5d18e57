import { REFUSED_KEYWORDS } from './keywords';
import { QueryRefusalReason, QueryRefusedError } from './QueryRefusedError';
import { tokenize } from './tokenize';
import { Token } from './tokens';

const MOST_DEPTH = 16;
const MOST_NODES = 2000;

/** Reads the tokens of a query once, from left to right, within limits. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private readonly origins = new WeakMap<object, Token>();
  private index = 0;
  private depth = 0;
  private deepest = 0;
  private nodes = 0;

  constructor(private readonly sql: string) {
    this.tokens = tokenize(sql);
  }

  peek(ahead = 0): Token {
    const last = this.tokens.length - 1;
    return this.tokens[Math.min(this.index + ahead, last)];
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  isKeyword(word: string, ahead = 0): boolean {
    return this.peek(ahead).keyword === word;
  }

  takeKeyword(word: string): boolean {
    return this.isKeyword(word) && Boolean(this.next());
  }

  expectKeyword(word: string) {
    if (!this.takeKeyword(word)) {
      this.unexpected(word);
    }
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  takeSymbol(symbol: string): boolean {
    return this.isSymbol(symbol) && Boolean(this.next());
  }

  expectSymbol(symbol: string) {
    if (!this.takeSymbol(symbol)) {
      this.unexpected(`'${symbol}'`);
    }
  }

  /** Keeps where a part of the tree begins, and counts it. */
  node<T extends object>(token: Token, node: T): T {
    this.nodes += 1;
    if (this.nodes > MOST_NODES) {
      this.refuse('nodes', `a query has at most ${MOST_NODES} parts`, token);
    }
    this.origins.set(node, token);
    return node;
  }

  /** Where a part of the tree begins. */
  originOf(node: object): Token {
    return this.origins.get(node) ?? this.tokens[0];
  }

  /** Reads what is nested one level deeper. */
  nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) {
      this.refuseDepth();
    }
    this.deepest = Math.max(this.deepest, this.depth);
    const result = read();
    this.depth -= 1;
    return result;
  }

  /** Reads, and tells whether it could not be nested any deeper. */
  measured<T>(read: () => T): { result: T; isDeepest: boolean } {
    this.deepest = this.depth;
    const result = read();
    return { result, isDeepest: this.deepest === MOST_DEPTH };
  }

  refuseDepth(token?: Token): never {
    return this.refuse(
      'depth',
      `a query is nested at most ${MOST_DEPTH} deep`,
      token,
    );
  }

  /** Refuses the token that is next, where something else has to stand. */
  unexpected(expected: string): never {
    const { keyword } = this.peek();
    if (keyword === 'SELECT') {
      this.refuse('subquery', 'a subquery stands after FROM only');
    }
    if (keyword !== undefined && REFUSED_KEYWORDS.has(keyword)) {
      this.refuse('clause', `${keyword} is not allowed`);
    }
    if (keyword === 'FORMAT') {
      this.refuse('format', 'the answer has a format of its own');
    }
    return this.refuse('syntax', `expected ${expected}`);
  }

  refuse(
    reason: QueryRefusalReason,
    explanation: string,
    token = this.peek(),
  ): never {
    throw new QueryRefusedError(reason, this.sql, token, explanation);
  }
}
