import { Page } from '@cloudflare-backstage/cloudflare-client';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../routing/cursor';

/** Upstream pages that one slice may read; the next slice goes on from there. */
const MOST_PAGES = 10;

const positionSchema = z.object({
  /** Cursor of the upstream page. */
  page: z.string().optional(),
  /** Items of that page that went before. */
  skip: z.number().int().nonnegative(),
});

/** A part of a list that upstream is read page by page. */
export interface Slice<T> {
  items: T[];
  /** The item after the last, where there is one. */
  following?: T;
  nextCursor?: string;
}

/**
 * Cuts `limit` items out of a list whose upstream pages are as large as the
 * API allows, together with the item that follows them.
 */
export async function readSlice<T>(
  readPage: (cursor?: string) => Promise<Page<T>>,
  options: { cursor?: string; limit: number },
): Promise<Slice<T>> {
  const start = decodeCursor(options.cursor, positionSchema) ?? { skip: 0 };
  const found: { item: T; page?: string; skip: number }[] = [];
  let cursor: string | undefined = start.page;
  let skip = start.skip;
  let pages = 0;
  do {
    const page: Page<T> = await readPage(cursor);
    pages++;
    for (let i = skip; i < page.items.length; i++) {
      found.push({ item: page.items[i], page: cursor, skip: i });
    }
    skip = 0;
    cursor = page.nextCursor;
  } while (
    cursor !== undefined &&
    found.length <= options.limit &&
    pages < MOST_PAGES
  );

  const following = found[options.limit];
  const unread = cursor === undefined ? undefined : { page: cursor, skip: 0 };
  const next = following
    ? { page: following.page, skip: following.skip }
    : unread;
  return {
    items: found.slice(0, options.limit).map(({ item }) => item),
    following: following?.item,
    nextCursor: next && encodeCursor(next),
  };
}
