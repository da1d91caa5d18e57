/** What a SELECT answers in one column. */
export interface Item {
  /** Alias, or the expression where it has none. */
  name: string;
  expression: string;
}

/** As much of a SELECT as the shape of its answer depends on. */
export interface Statement {
  dataset: string;
  items: Item[];
  isGrouped: boolean;
  /** Text of the whole, for what is looked for anywhere in it. */
  text: string;
  limit: number;
}

const unquoted = (name: string) => name.replace(/^"(.*)"$/, '$1');

/** Splits at commas that are neither in parentheses nor in strings. */
function split(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of list.matchAll(/'[^']*'|"[^"]*"|[\s\S]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map(part => part.trim());
}

function itemOf(text: string): Item {
  const aliased = /^([\s\S]+) AS ("[^"]+"|\w+)$/.exec(text);
  return aliased
    ? { expression: aliased[1], name: unquoted(aliased[2]) }
    : { expression: text, name: unquoted(text) };
}

/** Reads a SELECT with a line for each clause; undefined when it is none. */
export function statementOf(text: string): Statement | undefined {
  const select = /^SELECT ([\s\S]+?)\nFROM ([\s\S]+)$/.exec(text);
  if (!select) return undefined;
  const [, list, rest] = select;
  const items = split(list).map(itemOf);
  const subquery = /^\(\n([\s\S]+)\n\)([\s\S]*)$/.exec(rest);
  const inner = subquery && statementOf(subquery[1]);
  if (subquery && !inner) return undefined;
  const dataset = inner?.dataset ?? unquoted(/^[^\n]+/.exec(rest)![0]);
  const clauses = subquery ? subquery[2] : rest;
  return {
    dataset,
    // What is named outside is what it is inside.
    items: items.map(item => ({
      name: item.name,
      expression:
        inner?.items.find(({ name }) => name === item.expression)?.expression ??
        item.expression,
    })),
    isGrouped: /\nGROUP BY /.test(clauses) || (inner?.isGrouped ?? false),
    text,
    limit: Number(/\nLIMIT (\d+)/.exec(clauses)?.[1] ?? 10_000),
  };
}
