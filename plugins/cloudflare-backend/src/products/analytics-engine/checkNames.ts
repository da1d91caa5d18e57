import { COLUMNS, SENSITIVE_COLUMNS } from './columns';
import { TokenReader } from './TokenReader';
import { childrenOf, Expression, expressionsOf, Select } from './tree';

/**
 * Refuses names that are neither a column nor an alias, and the columns that
 * the caller may not see.
 *
 * @returns whether the query names columns that not everybody may see
 */
export function checkNames(
  select: Select,
  reader: TokenReader,
  maySeeSensitive: boolean,
): boolean {
  let namesSensitive = false;
  const findSensitive = (node: object, what: string) => {
    namesSensitive = true;
    if (!maySeeSensitive) {
      reader.refuse(
        'sensitive-column',
        `${what} can be read with the permission 'cloudflare.read.sensitive' only`,
        reader.originOf(node),
      );
    }
  };
  const check = (query: Select): Set<string> => {
    const { from, items } = query;
    const given =
      from.kind === 'dataset' ? new Set(COLUMNS) : check(from.select);
    const aliases = new Set(
      items.flatMap(item => (item.kind === 'item' ? item.alias ?? [] : [])),
    );
    for (const item of items) {
      if (item.kind === 'star' && from.kind === 'dataset') {
        findSensitive(item, '* (it has blobs and indexes)');
      }
    }
    for (const name of expressionsOf(query).flatMap(namesIn)) {
      if (SENSITIVE_COLUMNS.has(name.name)) {
        findSensitive(name, 'blobs and indexes');
      }
      if (!given.has(name.name) && !aliases.has(name.name)) {
        reader.refuse(
          'column',
          from.kind === 'dataset'
            ? 'the dataset has no such column and the query no such alias'
            : 'the subquery answers no such column',
          reader.originOf(name),
        );
      }
    }
    return answeredBy(query, given);
  };
  check(select);
  return namesSensitive;
}

function namesIn(expression: Expression): (Expression & { kind: 'name' })[] {
  return expression.kind === 'name'
    ? [expression]
    : childrenOf(expression).flatMap(namesIn);
}

/** The names by which an outer query can tell what this one answers. */
function answeredBy({ items }: Select, given: Set<string>): Set<string> {
  const names = new Set<string>();
  for (const item of items) {
    if (item.kind === 'star') {
      given.forEach(name => names.add(name));
    } else if (item.alias !== undefined) {
      names.add(item.alias);
    } else if (item.value.kind === 'name') {
      names.add(item.value.name);
    }
  }
  return names;
}
