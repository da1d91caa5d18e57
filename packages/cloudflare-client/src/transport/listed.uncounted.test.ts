import {
  cursored,
  numbered,
  source,
  things,
  withoutTotal,
} from '../__testUtils__/testLists';
import { readCursored, readNumbered } from './listed';

describe('lists that tell no total', () => {
  it.each([
    ['several numbered pages', numbered(11, 10, withoutTotal), true],
    ['several numbered pages with a total', numbered(11, 10), undefined],
    ['one numbered page', numbered(9, 10, withoutTotal), undefined],
  ])('of %s', async (_, server, uncounted) => {
    const listing = await readNumbered(server);
    expect(listing.complete).toBe(true);
    expect(listing.uncounted).toBe(uncounted);
  });

  it.each([
    ['several pages by cursor', ['a', undefined], true],
    ['one page by cursor', [undefined], undefined],
  ])('of %s', async (_, cursors, uncounted) => {
    const pages = cursors.map((cursor, i) => ({
      items: things(i, i + 1),
      cursor,
    }));
    expect((await readCursored(cursored(pages))).uncounted).toBe(uncounted);
  });

  it.each([
    ['a full page that ends', 10, true],
    ['a page that is not full', 9, undefined],
  ])('of %s', async (_, count, uncounted) => {
    const read = async () => ({
      result: things(0, count),
      resultInfo: { per_page: 10 },
    });
    expect((await readCursored({ ...source, read })).uncounted).toBe(uncounted);
  });
});
