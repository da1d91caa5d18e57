/** The smallest parts of a query. */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** A word or symbol as written, a string or quoted name without its quotes. */
  text: string;
  /** A word in upper case. */
  keyword?: string;
  position: number;
}

const MOST_SHOWN = 32;

/** A token as an error may tell it: what is quoted can be about a person. */
export function shownToken({ kind, text }: Token): string {
  switch (kind) {
    case 'string':
      return `'…'`;
    case 'quoted':
      return '"…"';
    case 'end':
      return 'the end';
    default:
      return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  }
}
