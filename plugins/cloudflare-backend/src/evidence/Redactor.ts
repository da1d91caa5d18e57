import { EvidenceRecord } from '@cloudflare-backstage/cloudflare-evidence';
import { z } from 'zod';
import { compileMask, MASKED, Visibility } from '../redaction/compileMask';
import { AccountPseudonyms } from '../redaction/Pseudonyms';

/** Turns readings into records of evidence, and counts what it takes out. */
export class Redactor {
  /** How often a field was masked or left out, by its path without indexes. */
  readonly removed: Record<string, number> = {};
  private readonly visibility: Visibility;

  constructor(
    readonly pseudonyms: AccountPseudonyms,
    variant: 'pseudonymous' | 'personal',
  ) {
    this.visibility = { ...MASKED, personal: variant === 'personal' };
  }

  /**
   * A function that makes records by a schema whose fields are marked as those
   * of routes are. Fields that it does not name are dropped.
   */
  of<S extends z.ZodObject>(
    schema: S,
  ): (reading: z.input<S>) => EvidenceRecord {
    const mask = compileMask(schema);
    return reading => {
      const projected = schema.parse(reading);
      const { value } = mask.apply(projected, this.visibility, this.pseudonyms);
      this.count(projected, value, '');
      return writable(value) as EvidenceRecord;
    };
  }

  /** What was counted since, which it forgets. */
  take(): Record<string, number> {
    const taken = { ...this.removed };
    Object.keys(taken).forEach(path => delete this.removed[path]);
    return taken;
  }

  /** Adds what was counted when records were stored. */
  add(removed: Record<string, number>): void {
    for (const [path, times] of Object.entries(removed)) {
      this.removed[path] = (this.removed[path] ?? 0) + times;
    }
  }

  private count(before: unknown, after: unknown, path: string): void {
    if (before === undefined || before === null) {
      return;
    }
    if (typeof before !== 'object' || typeof after !== 'object' || !after) {
      if (before !== after) {
        this.removed[path] = (this.removed[path] ?? 0) + 1;
      }
      return;
    }
    for (const [key, value] of Object.entries(before)) {
      const isItem = Array.isArray(before);
      this.count(
        value,
        (after as Record<string, unknown>)[key],
        isItem ? path : [path, key].filter(Boolean).join('.'),
      );
    }
  }
}

/**
 * What evidence can hold: no field that is undefined, no torn character, and
 * numbers that are not whole as texts.
 */
function writable(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? value + 0 : String(value);
  }
  if (typeof value === 'string') {
    return value.replace(/\p{Surrogate}/gu, '\ufffd');
  }
  if (Array.isArray(value)) {
    return value.map(writable);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, writable(field)]),
  );
}
