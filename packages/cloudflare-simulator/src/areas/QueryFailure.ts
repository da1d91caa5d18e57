/** Fails the whole query, as one bad node does. */
export class QueryFailure extends Error {
  readonly code: string;
  readonly status: number;
  path: readonly (string | number)[] = [];

  constructor(message: string, code: string = 'parse', status: number = 200) {
    super(message);
    this.name = 'QueryFailure';
    this.code = code;
    this.status = status;
  }

  /** Where in the query it was, unless that is known more exactly. */
  at(...path: (string | number)[]): this {
    if (this.path.length === 0) this.path = path;
    return this;
  }
}

export const unknownField = (name: string) =>
  new QueryFailure(`unknown field "${name}"`);
