import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Writes a position as the opaque text that callers hand back. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @throws InputError for anything else
 */
export function decodeCursor<T>(
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    return schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch {
    throw new InputError(
      `The query parameter 'cursor' is wrong: expected 'nextCursor' of an answer to the same question`,
    );
  }
}
