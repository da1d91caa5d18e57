import canonicalize from 'canonicalize';

/** Deeper values are refused: tools that read them elsewhere have limits, too. */
const MOST_DEPTH = 128;
/** Names of fields are few, so that most were written before. */
const MOST_KNOWN_KEYS = 4_096;
const knownKeys = new Map<string, string>();

/**
 * A value that evidence cannot hold, with the path to it.
 *
 * @public
 */
export class EvidenceProfileError extends Error {
  constructor(
    /** Such as `records[3].actor.id`; empty for the value itself. */
    readonly path: string,
    readonly reason: string,
  ) {
    super(`Evidence cannot hold ${path || 'this value'}: ${reason}`);
    this.name = 'EvidenceProfileError';
  }
}

/** As `canonicalize` needs it, too. */
type Es2024String = string & { isWellFormed(): boolean };

/** Whether a text can be written in UTF-8: it has no lone surrogates. */
export function isWellFormed(text: string): boolean {
  return (text as Es2024String).isWellFormed();
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) {
      return false;
    }
  }
  return true;
}

/** Of an object of another realm, too. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    Object.getPrototypeOf(prototype) === null
  );
}

/**
 * Checks a value and writes it in one go, which is faster than one after the
 * other. Texts and numbers are written by `canonicalize`; a test holds that the
 * whole is what it writes, too.
 */
class CanonicalWriter {
  /** To the value that is being written, as far as its depth. */
  private readonly path: (string | number)[] = [];

  write(value: unknown, depth: number): string {
    switch (typeof value) {
      case 'string':
        if (!isWellFormed(value)) {
          throw this.refuse(depth, 'a lone surrogate');
        }
        return canonicalize(value)!;
      case 'number':
        return this.writeNumber(value, depth);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        return value === null ? 'null' : this.writeContainer(value, depth);
      default:
        throw this.refuse(depth, `${typeof value} is not a value of JSON`);
    }
  }

  private writeNumber(value: number, depth: number): string {
    if (!Number.isSafeInteger(value)) {
      throw this.refuse(
        depth,
        `${value} is not an integer within ±(2^53 − 1); other numbers are written as strings`,
      );
    }
    if (Object.is(value, -0)) {
      throw this.refuse(depth, '-0 is not allowed');
    }
    return canonicalize(value)!;
  }

  private writeContainer(value: object, depth: number): string {
    if (depth >= MOST_DEPTH) {
      throw this.refuse(
        depth,
        `a cycle, or nested deeper than ${MOST_DEPTH} levels`,
      );
    }
    if (Array.isArray(value)) {
      return this.writeArray(value, depth);
    }
    if (!isPlain(value)) {
      const name = value.constructor?.name ?? 'class';
      throw this.refuse(depth, `a ${name} is not a plain object`);
    }
    if (Object.getOwnPropertySymbols(value).length > 0) {
      throw this.refuse(depth, 'a symbol is not the name of a field');
    }
    return this.writeObject(value as Record<string, unknown>, depth);
  }

  private writeArray(value: readonly unknown[], depth: number): string {
    let json = '[';
    for (let i = 0; i < value.length; i++) {
      this.path[depth] = i;
      json += i === 0 ? '' : ',';
      json += this.write(value[i], depth + 1);
    }
    return `${json}]`;
  }

  private writeObject(value: Record<string, unknown>, depth: number): string {
    let json = '{';
    // By UTF-16 code units, which is the order of RFC 8785.
    for (const key of Object.keys(value).sort()) {
      this.path[depth] = key;
      json += json === '{' ? '' : ',';
      json += knownKeys.get(key) ?? this.writeKey(key, depth + 1);
      json += this.write(value[key], depth + 1);
    }
    return `${json}}`;
  }

  private writeKey(key: string, depth: number): string {
    if (!isAscii(key)) {
      throw this.refuse(depth, 'names of fields are ASCII');
    }
    const json = `${canonicalize(key)}:`;
    if (knownKeys.size < MOST_KNOWN_KEYS) {
      knownKeys.set(key, json);
    }
    return json;
  }

  private refuse(depth: number, reason: string): EvidenceProfileError {
    const path = this.path
      .slice(0, depth)
      .map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .replace(/^\./, '');
    return new EvidenceProfileError(path, reason);
  }
}

/**
 * The canonical form of a value by RFC 8785, within the profile of evidence:
 * integers within ±(2^53 − 1), ASCII names of fields, and nothing that JSON
 * would drop or change in silence. Other values throw `EvidenceProfileError`.
 *
 * @public
 */
export function canonicalJson(value: unknown): string {
  return new CanonicalWriter().write(value, 0);
}

/**
 * `canonicalJson` in UTF-8.
 *
 * @public
 */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}
