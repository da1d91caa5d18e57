import { z } from 'zod';
import { Mark, markOf, RedactionClass } from './marks';
import { maskedKey } from './maskedKey';
import { maskedTextBy } from './maskedText';
import { networkOf } from './networkOf';
import { AccountPseudonyms } from './Pseudonyms';

/** Which classes of fields a caller may see in clear. */
export type Visibility = Record<RedactionClass, boolean>;

/** Nothing in clear. */
export const MASKED: Visibility = {
  sensitive: false,
  personal: false,
  values: false,
};

/** Masks values of one schema. */
export interface Mask {
  /** The classes of marked fields that the schema has. */
  classes: ReadonlySet<RedactionClass>;
  apply(
    value: unknown,
    visibility: Visibility,
    pseudonyms: AccountPseudonyms,
  ): { value: unknown; masked: boolean };
}

interface Pass {
  visibility: Visibility;
  pseudonyms: AccountPseudonyms;
  masked: boolean;
}

type Step = (value: unknown, pass: Pass) => unknown;

const SCALARS = new Set([
  'string',
  'number',
  'boolean',
  'literal',
  'enum',
  'null',
]);
const WRAPPERS = new Set(['optional', 'nullable', 'readonly']);

/**
 * Prepares the masking of a response schema.
 *
 * @throws Error for a schema through which a field that nobody named could
 *   leave, or whose fields cannot be masked
 */
export function compileMask(schema: z.ZodType): Mask {
  const classes = new Set<RedactionClass>();
  const step = compile(schema, classes, false);
  return {
    classes,
    apply(value, visibility, pseudonyms) {
      const pass: Pass = { visibility, pseudonyms, masked: false };
      return { value: step ? step(value, pass) : value, masked: pass.masked };
    },
  };
}

/** Undefined where nothing below is marked. */
function compile(
  schema: z.core.$ZodType,
  classes: Set<RedactionClass>,
  mayBeLeftOut: boolean,
): Step | undefined {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (WRAPPERS.has(def.type)) {
    const { innerType } = def as z.core.$ZodOptionalDef;
    const leavable = mayBeLeftOut || def.type === 'optional';
    return compile(innerType, classes, leavable);
  }
  const mark = markOf(schema);
  if (mark) {
    classes.add(mark.class);
    if (!keepsField(mark) && !mayBeLeftOut) {
      throw new Error('A field that masking leaves out must be optional');
    }
    return (value, pass) => maskField(mark, value, pass);
  }
  if (SCALARS.has(def.type)) {
    return undefined;
  }
  switch (def.type) {
    case 'array': {
      const each = compile(def.element, classes, false);
      return (
        each &&
        ((value, pass) =>
          Array.isArray(value) ? value.map(item => each(item, pass)) : value)
      );
    }
    case 'record': {
      const each = compile(def.valueType, classes, true);
      return each && ((value, pass) => maskEntries(value, pass, () => each));
    }
    case 'object': {
      if (def.catchall && def.catchall._zod.def.type !== 'never') {
        throw new Error('A response must name every field that may leave');
      }
      const steps = new Map(
        Object.entries(def.shape).map(([key, field]) => [
          key,
          compile(field, classes, false),
        ]),
      );
      const marked = [...steps.values()].some(Boolean);
      return marked
        ? (value, pass) => maskEntries(value, pass, key => steps.get(key))
        : undefined;
    }
    case 'union':
      // Which of the options a value is, masking does not ask.
      if (def.options.every(isPlain)) {
        return undefined;
      }
      throw new Error('A response can hold a choice of plain values only');
    default:
      throw new Error(`A response cannot hold a schema of type ${def.type}`);
  }
}

/** A scalar that is not marked, or a list of them. */
function isPlain(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return (
    !markOf(schema) &&
    (SCALARS.has(def.type) || (def.type === 'array' && isPlain(def.element)))
  );
}

function maskEntries(
  value: unknown,
  pass: Pass,
  stepOf: (key: string) => Step | undefined,
): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const masked = Object.entries(value).map(([key, field]) => {
    const step = stepOf(key);
    return [key, step ? step(field, pass) : field];
  });
  return Object.fromEntries(masked.filter(([, field]) => field !== undefined));
}

function keepsField(mark: Mark): boolean {
  return (
    'kind' in mark &&
    ['email', 'serial', 'text', 'key'].includes(mark.kind ?? '')
  );
}

function maskField(mark: Mark, value: unknown, pass: Pass): unknown {
  if (value === undefined || value === null || pass.visibility[mark.class]) {
    return value;
  }
  const masked = maskedValue(mark, value, pass.pseudonyms);
  pass.masked ||= masked !== value;
  return masked;
}

function maskedValue(
  mark: Mark,
  value: unknown,
  pseudonyms: AccountPseudonyms,
): unknown {
  if (!('kind' in mark) || typeof value !== 'string') {
    return undefined;
  }
  switch (mark.kind) {
    case 'key':
      return maskedKey(value, pseudonyms);
    case 'email':
      return pseudonyms.ofAddress(value);
    case 'ip':
      return networkOf(value, pseudonyms.rules.networks);
    case 'serial':
      return pseudonyms.ofSerial(value);
    case 'text':
      return maskedTextBy(pseudonyms.rules, value);
    default:
      return undefined;
  }
}
