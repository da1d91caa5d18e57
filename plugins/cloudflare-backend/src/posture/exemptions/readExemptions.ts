import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import { Check, checks } from '@cloudflare-backstage/plugin-cloudflare-common';
import { parseDocument } from 'yaml';
import { ZodError } from 'zod';
import { ExemptionEntry, Exemptions } from './Exemptions';
import { exemptionSchema } from './exemptionSchema';

/**
 * Reads the reviewed file.
 *
 * @param path - relative to the working directory of the backend
 * @param mask - what reasons are masked by
 * @throws InputError naming the file, the entry and what is wrong with it
 */
export async function readExemptions(
  path: string | undefined,
  mask: (text: string) => string,
  known: readonly Check[] = checks,
): Promise<Exemptions> {
  if (path === undefined) {
    return new Exemptions([]);
  }
  const file = resolve(path);
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw wrong(file, `it cannot be read (${codeOf(error)})`);
  }
  return new Exemptions(
    parseExemptions(file, text, known).map(entry => ({
      ...entry,
      reason: mask(entry.reason),
    })),
  );
}

/** @throws InputError naming the file, the entry and what is wrong with it */
export function parseExemptions(
  file: string,
  text: string,
  known: readonly Check[] = checks,
): ExemptionEntry[] {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    throw wrong(file, `it is not valid YAML: ${problem.message}`);
  }
  const content: unknown = document.toJS({ maxAliasCount: 0 });
  const keys =
    content && typeof content === 'object' ? Object.keys(content) : [];
  const list = (content as { exemptions?: unknown } | null)?.exemptions;
  if (keys.join() !== 'exemptions' || !Array.isArray(list)) {
    throw wrong(file, `expected one key, 'exemptions', with a list of entries`);
  }
  const ids = new Set<string>();
  return list.map((item: unknown, index) => {
    const entry = parseEntry(file, item, index, known);
    if (ids.has(entry.id)) {
      throw wrong(
        file,
        `entry ${index + 1}: there is another one with the id '${entry.id}'`,
      );
    }
    ids.add(entry.id);
    return entry;
  });
}

function parseEntry(
  file: string,
  item: unknown,
  index: number,
  known: readonly Check[],
): ExemptionEntry {
  const parsed = exemptionSchema(known).safeParse(item);
  if (parsed.success) {
    return parsed.data;
  }
  const id = (item as { id?: unknown } | null)?.id;
  const name = typeof id === 'string' ? ` ('${id.slice(0, 100)}')` : '';
  throw wrong(file, `entry ${index + 1}${name}: ${reasonOf(parsed.error)}`);
}

function reasonOf({ issues: [issue] }: ZodError): string {
  const path = issue.path.join('.');
  return path ? `'${path}': ${issue.message}` : issue.message;
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'unknown error';
}

function wrong(file: string, reason: string): InputError {
  return new InputError(
    `Invalid exemptions of 'cloudflare.scorecards.exemptionsFile' in ${file}: ${reason}`,
  );
}
