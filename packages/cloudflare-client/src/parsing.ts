import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { problemError, type Subject } from './transport/envelope';

/** How long parsing may keep the process from other work at a time. */
const SLICE_MS = 4;
/** Parsing so few items takes no time worth counting. */
const ITEMS_BETWEEN_LOOKS = 10;

let lastSlice: Promise<void> = Promise.resolve();

/** Lists that are parsed side by side take turns: one slice per event-loop turn. */
function nextSlice(): Promise<void> {
  lastSlice = lastSlice.then(() => nextTurn());
  return lastSlice;
}

/** An optional field: missing and `null` are both `undefined`. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema
    .nullish()
    .transform(value => value ?? undefined)
    .optional();
}

/** A list field that Cloudflare leaves out or sets to `null` when it is empty. */
export function listOf<T extends z.ZodType>(schema: T) {
  return z
    .array(schema)
    .nullish()
    .transform(value => value ?? []);
}

const TIME_WITHOUT_ZONE =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/i;
/** A date alone is read as UTC everywhere. */
const DATE_OR_TIME_WITH_ZONE =
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/i;

/**
 * A time that can be compared: a row without one would be in no window. One
 * without a zone is in UTC; JavaScript would read it in the machine's zone.
 */
export const timestamp = z
  .string()
  .transform(value => value.replace(TIME_WITHOUT_ZONE, '$1T$2Z'))
  .refine(
    value =>
      DATE_OR_TIME_WITH_ZONE.test(value) && !Number.isNaN(Date.parse(value)),
  );

/** Parses one answer; throws a `CloudflareApiError` when it is not as promised. */
export function parseOne<T>(
  schema: z.ZodType<T>,
  value: unknown,
  subject: Subject,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw problemError(
      'invalid-response',
      subject,
      'the answer is not what the API promises',
    );
  }
  return parsed.data;
}

/**
 * Parses the items of a list, a slice at a time so that large lists do not
 * block the process. Items that are not as promised are counted, not kept.
 * `values` is emptied on the way: what is parsed already would only be copied
 * about by the garbage collector.
 */
export async function parseItems<T>(
  schema: z.ZodType<T>,
  values: unknown[],
): Promise<{ items: T[]; unreadable: number }> {
  const items: T[] = [];
  await nextSlice();
  let started = performance.now();
  for (let index = 0; index < values.length; index++) {
    if (
      index % ITEMS_BETWEEN_LOOKS === 0 &&
      performance.now() - started > SLICE_MS
    ) {
      await nextSlice();
      started = performance.now();
    }
    const parsed = schema.safeParse(values[index]);
    values[index] = undefined;
    if (parsed.success) {
      items.push(parsed.data);
    }
  }
  return { items, unreadable: values.length - items.length };
}

/** A map of texts; entries of another kind are left out. */
export const textRecord = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(record =>
    Object.fromEntries(
      Object.entries(record ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  );
