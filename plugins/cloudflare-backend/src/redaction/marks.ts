import { z } from 'zod';

/**
 * What a personal field holds, which decides how it is masked.
 *
 * - `email`: an e-mail address; becomes a pseudonym at the same domain
 * - `ip`: an IP address; becomes its network (/24 or /48)
 * - `name`: the name of a person or of their device; is left out
 * - `serial`: an identifier of a device; becomes a pseudonym
 * - `text`: text written by people; of e-mail addresses in it the domain is
 *   left, of IP addresses the network
 */
export type PersonalKind = 'email' | 'ip' | 'name' | 'serial' | 'text';

/**
 * Why a field is masked, and how. A `sensitive` field is left out, but for a
 * `key`, of which what looks like a person or a secret is replaced; `values`
 * are what is stored in Cloudflare, and left out.
 */
export type Mark =
  | { class: 'personal'; kind: PersonalKind }
  | { class: 'sensitive'; kind?: 'key' }
  | { class: 'values' };

/** A class of fields that a permission of its own unmasks. */
export type RedactionClass = Mark['class'];

const marks = z.registry<Mark>();

/** Marks a string field that tells of a person. */
export function personal(schema: z.ZodString, kind: PersonalKind): z.ZodString {
  return schema.register(marks, { class: 'personal', kind });
}

/** Marks a field that is left out unless the caller may see sensitive fields. */
export function sensitive<T extends z.ZodType>(schema: T): T {
  marks.add(schema, { class: 'sensitive' });
  return schema;
}

/** Marks a key that programs made, in which there can be anything. */
export function sensitiveKey(schema: z.ZodString): z.ZodString {
  return schema.register(marks, { class: 'sensitive', kind: 'key' });
}

/** Marks a field that is left out unless the caller may see stored values. */
export function storedValue(schema: z.ZodString): z.ZodString {
  return schema.register(marks, { class: 'values' });
}

/** How a mark is called, such as `personal:email`. */
export function nameOfMark(mark: Mark): string {
  return 'kind' in mark && mark.kind
    ? `${mark.class}:${mark.kind}`
    : mark.class;
}

/** The mark of a field, also through `.optional()` and the like. */
export function markOf(schema: z.core.$ZodType): Mark | undefined {
  const mark = marks.get(schema);
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
  return mark ?? (inner && markOf(inner));
}
