import { Page } from '@cloudflare-backstage/cloudflare-client';
import { readSlice } from './readSlice';

/** A list of numbers that upstream gives in pages of four. */
function pagesOf(length: number) {
  return jest.fn(async (cursor = '0'): Promise<Page<number>> => {
    const start = Number(cursor);
    const end = Math.min(start + 4, length);
    return {
      items: Array.from({ length: end - start }, (_, i) => start + i),
      nextCursor: end < length ? String(end) : undefined,
    };
  });
}

describe('readSlice', () => {
  it.each([1, 2, 3, 4, 5, 7, 20])(
    'gives every item once in slices of %d',
    async limit => {
      const read = pagesOf(10);
      const items: number[] = [];
      let cursor: string | undefined;
      do {
        const slice = await readSlice(read, { cursor, limit });
        expect(slice.items.length).toBeLessThanOrEqual(limit);
        items.push(...slice.items);
        const isLast = slice.nextCursor === undefined;
        expect(slice.following).toBe(isLast ? undefined : items.length);
        cursor = slice.nextCursor;
      } while (cursor);
      expect(items).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    },
  );

  it('stops at ten pages, and goes on from there', async () => {
    const read = pagesOf(60);
    const slice = await readSlice(read, { limit: 50 });
    expect(read).toHaveBeenCalledTimes(10);
    expect(slice.items).toHaveLength(40);
    const rest = await readSlice(read, { limit: 50, cursor: slice.nextCursor });
    expect(rest.items[0]).toBe(40);
    expect(rest.items).toHaveLength(20);
    expect(rest.nextCursor).toBeUndefined();
  });

  it('does not follow empty pages for ever', async () => {
    const read = jest.fn(async () => ({ items: [], nextCursor: 'next' }));
    const slice = await readSlice(read, { limit: 1 });
    expect(read).toHaveBeenCalledTimes(10);
    expect(slice).toMatchObject({ items: [], nextCursor: expect.any(String) });
  });

  it('reads one page where one is enough', async () => {
    const read = pagesOf(10);
    await readSlice(read, { limit: 3 });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('refuses a cursor that it did not give', async () => {
    for (const cursor of ['x', 'e30', 'bnVsbA', 'eyJza2lwIjotMX0']) {
      await expect(readSlice(pagesOf(1), { cursor, limit: 1 })).rejects.toThrow(
        `'cursor' is wrong`,
      );
    }
  });
});
