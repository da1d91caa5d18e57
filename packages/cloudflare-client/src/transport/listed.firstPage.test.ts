import {
  numbered,
  source,
  things,
  withoutTotal,
} from '../__testUtils__/testLists';
import { readCursored, readNumbered } from './listed';

describe('whoever wants the first page only', () => {
  it.each([
    ['with a total', undefined],
    ['without a total', withoutTotal],
  ])('ends a numbered list %s after one page', async (_, change) => {
    const onePage = (count: number) =>
      numbered(count, 10, (page, envelope) => ({
        ...(change?.(page, envelope) ?? envelope),
        last: true,
      }));
    const server = onePage(25);
    expect(await readNumbered(server)).toMatchObject({
      items: things(0, 10),
      complete: false,
      problems: [{ kind: 'incomplete' }],
    });
    expect(server.read).toHaveBeenCalledTimes(1);
    expect(await readNumbered(onePage(9))).toMatchObject({ complete: true });
  });

  it('ends a list with cursors after one page', async () => {
    const read = jest.fn(async () => ({
      result: things(0, 2),
      resultInfo: { cursor: 'a' },
      last: true,
    }));
    expect(await readCursored({ ...source, read })).toMatchObject({
      items: things(0, 2),
      complete: false,
      problems: [{ kind: 'incomplete' }],
    });
    expect(read).toHaveBeenCalledTimes(1);
  });
});
