import type { z } from 'zod';
import { CloudflareInputError } from '../errors';
import { parseItems } from '../parsing';
import type { Page } from '../reading';
import { type Envelope, problemError, type Subject } from './envelope';

/** How a list is read and understood. */
export interface ListSource<T> {
  subject: Subject;
  schema: z.ZodType<T>;
  /** What tells two items apart; finds pages that come twice. */
  identify: (item: T) => string;
  /** Where the list is in `result`; `result` itself when absent. */
  within?: string;
}

/** A list that is read by page number. */
export interface NumberedSource<T> extends ListSource<T> {
  perPage: number;
  /**
   * Set when the API may give fewer items than asked without saying so: only
   * a page below this size is surely the last one.
   */
  certainPageSize?: number;
  read(page: number, perPage: number): Promise<Envelope>;
}

/** A list that is read by cursor. */
export interface CursorSource<T> extends ListSource<T> {
  /** A list that is longer is not worth its requests. */
  mostPages?: number;
  read(cursor: string | undefined): Promise<Envelope>;
}

/** A page as it was read. */
export interface RawPage<T> {
  items: T[];
  /** Items as the server sent them, readable or not. */
  count: number;
  unreadable: number;
  total?: number;
  perPage?: number;
  cursor?: string;
  /** No page after this one is wanted. */
  last?: boolean;
}

function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0
    ? count
    : undefined;
}

function readCursor(info: Record<string, unknown>): string | undefined {
  const { cursor, cursors, next_page_token } = info as {
    cursor?: unknown;
    cursors?: { after?: unknown } | null;
    next_page_token?: unknown;
  };
  const value = cursor ?? cursors?.after ?? next_page_token;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Takes a page out of its envelope. */
export async function readRawPage<T>(
  envelope: Envelope,
  { subject, schema, within }: ListSource<T>,
): Promise<RawPage<T>> {
  const { result, resultInfo } = envelope;
  const values = within
    ? (result as Record<string, unknown> | null)?.[within]
    : result;
  if (!Array.isArray(values)) {
    throw problemError('invalid-response', subject, 'the answer is no list');
  }
  const { items, unreadable } = await parseItems(schema, values);
  return {
    items,
    count: values.length,
    unreadable,
    total: toCount(resultInfo.total_count),
    perPage: toCount(resultInfo.per_page) || undefined,
    cursor: readCursor(resultInfo),
    last: envelope.last,
  };
}

function readableOnly<T>(page: RawPage<T>, subject: Subject): T[] {
  if (page.unreadable > 0) {
    throw problemError(
      'invalid-response',
      subject,
      `${page.unreadable} items are not what the API promises`,
    );
  }
  return page.items;
}

/** Reads one page by number. The cursor is ours: `page.itemsPerPage`. */
export async function readNumberedPage<T>(
  source: NumberedSource<T>,
  options: { cursor?: string; limit?: number } = {},
): Promise<Page<T>> {
  const position = /^([1-9]\d{0,5})\.([1-9]\d{0,3})$/.exec(
    options.cursor ?? `1.${pageSize(options.limit, source.perPage)}`,
  );
  if (!position) {
    throw new CloudflareInputError('The cursor is not one that was given out');
  }
  const [page, perPage] = position.slice(1).map(Number);
  const size = Math.min(perPage, source.perPage);
  const read = await readRawPage(await source.read(page, size), source);
  const items = readableOnly(read, source.subject);
  const before = (page - 1) * size;
  if (read.count === 0 && before < (read.total ?? 0)) {
    throw problemError(
      'incomplete',
      source.subject,
      `page ${page} is empty where ${read.total} items are announced`,
    );
  }
  const more =
    read.total === undefined
      ? read.count >=
        (read.perPage ?? Math.min(size, source.certainPageSize ?? size))
      : before + read.count < read.total;
  // A server that gives smaller pages than asked for counts in these.
  const nextSize = page === 1 ? Math.min(size, read.perPage ?? size) : size;
  return {
    items,
    ...(more && { nextCursor: `${page + 1}.${nextSize}` }),
    ...(read.total !== undefined && { total: read.total }),
  };
}

/** Reads one page by Cloudflare's cursor. */
export async function readCursoredPage<T>(
  source: CursorSource<T>,
  options: { cursor?: string } = {},
): Promise<Page<T>> {
  const read = await readRawPage(await source.read(options.cursor), source);
  const items = readableOnly(read, source.subject);
  if (read.cursor !== undefined && read.cursor === options.cursor) {
    throw problemError(
      'invalid-response',
      source.subject,
      'the cursor of the next page is that of this one',
    );
  }
  return {
    items,
    ...(read.cursor !== undefined && { nextCursor: read.cursor }),
    ...(read.total !== undefined && { total: read.total }),
  };
}

/** The size of a page within what the API gives. */
export function pageSize(limit: number | undefined, maximum: number): number {
  if (limit === undefined) {
    return maximum;
  }
  if (!Number.isInteger(limit) || limit < 1) {
    throw new CloudflareInputError('The limit must be a positive whole number');
  }
  return Math.min(limit, maximum);
}
