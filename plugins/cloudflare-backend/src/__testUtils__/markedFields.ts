import { JsonArray, JsonObject, JsonValue } from '@backstage/types';

/** A marked field of an answer, as two callers see it. */
export interface MarkedField {
  /** Where it is in every answer, such as `data[].email`. */
  path: string;
  /** `personal:email` */
  mark: string;
  plain: JsonValue;
  /** Undefined when it is left out. */
  seen: JsonValue | undefined;
}

/** What differs between two answers, by the description of the answer. */
export interface Comparison {
  marked: MarkedField[];
  /** Paths that differ although nothing marks them. */
  otherwise: string[];
}

/** Compares what two callers see of the same answer. */
export function compareAnswers(
  schema: JsonObject,
  plain: JsonValue | undefined,
  seen: JsonValue | undefined,
): Comparison {
  const found: Comparison = { marked: [], otherwise: [] };
  compare(schema, plain, seen, '', found);
  return found;
}

/** The marked fields that a schema has, by their paths. */
export function marksOf(schema: JsonObject): string[] {
  return fieldsOf(schema, '')
    .filter(field => markOf(field.schema))
    .map(({ path }) => path);
}

/** The texts of a schema that nothing marks, by their paths. */
export function unmarkedTextsOf(schema: JsonObject): string[] {
  return fieldsOf(schema, '')
    .filter(field => field.schema.type === 'string' && !markOf(field.schema))
    .map(({ path }) => path);
}

/** The values in a schema; nothing below a mark, and no object or array. */
function fieldsOf(
  schema: JsonObject,
  path: string,
): { path: string; schema: JsonObject }[] {
  const below = markOf(schema)
    ? []
    : [schema, ...alternativesOf(schema)].flatMap(
        ({ items, additionalProperties, properties = {} }) => [
          ...(isObject(items) ? fieldsOf(items, `${path}[]`) : []),
          ...(isObject(additionalProperties)
            ? fieldsOf(additionalProperties, `${path}.*`)
            : []),
          ...Object.entries(properties as JsonObject).flatMap(([key, field]) =>
            fieldsOf(field as JsonObject, `${path}.${key}`),
          ),
        ],
      );
  return below.length ? below : [{ path, schema }];
}

function compare(
  schema: JsonObject,
  plain: JsonValue | undefined,
  seen: JsonValue | undefined,
  path: string,
  found: Comparison,
) {
  const mark = markOf(schema);
  if (mark) {
    if (plain !== undefined && plain !== null) {
      found.marked.push({ path, mark, plain, seen });
    } else if (seen !== plain) {
      found.otherwise.push(path);
    }
    return;
  }
  if (Array.isArray(plain) && Array.isArray(seen)) {
    if (plain.length !== seen.length) {
      found.otherwise.push(path);
    }
    const items = partOf(schema, each => each.items);
    plain.forEach((item, index) =>
      compare(items, item, (seen as JsonArray)[index], `${path}[]`, found),
    );
    return;
  }
  if (isObject(plain) && isObject(seen)) {
    for (const key of new Set([...Object.keys(plain), ...Object.keys(seen)])) {
      const named = partOf(
        schema,
        each => (each.properties as JsonObject | undefined)?.[key],
      );
      const field = Object.keys(named).length
        ? named
        : partOf(schema, each => each.additionalProperties);
      const at = Object.keys(named).length ? `${path}.${key}` : `${path}.*`;
      compare(field, plain[key], seen[key], at, found);
    }
    return;
  }
  if (plain !== seen) {
    found.otherwise.push(path);
  }
}

function markOf(schema: JsonObject): string | undefined {
  const own = schema['x-redaction'];
  if (typeof own === 'string') {
    return own;
  }
  return alternativesOf(schema).map(markOf).find(Boolean);
}

function alternativesOf(schema: JsonObject): JsonObject[] {
  return (schema.anyOf ?? []) as JsonObject[];
}

function partOf(
  schema: JsonObject,
  part: (schema: JsonObject) => JsonValue | undefined,
): JsonObject {
  return [schema, ...alternativesOf(schema)].map(part).find(isObject) ?? {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
