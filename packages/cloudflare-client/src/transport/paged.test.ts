import {
  cursored,
  numbered,
  things,
  withoutTotal,
} from '../__testUtils__/testLists';
import { readCursoredPage, readNumberedPage } from './paged';

describe('readNumberedPage', () => {
  it('gives a cursor that reads on, at most the API’s page', async () => {
    const server = numbered(25, 10);
    const first = await readNumberedPage(server, { limit: 1000 });
    expect(first).toEqual({
      items: things(0, 10),
      nextCursor: '2.10',
      total: 25,
    });
    const last = await readNumberedPage(server, { cursor: '3.10' });
    expect(last).toEqual({ items: things(20, 25), total: 25 });
  });

  it('takes a page for the last only when it surely is', async () => {
    const capped = { ...numbered(30, 100, withoutTotal), certainPageSize: 25 };
    expect(await readNumberedPage(capped)).toHaveProperty(
      'nextCursor',
      '2.100',
    );
    const few = { ...numbered(24, 100, withoutTotal), certainPageSize: 25 };
    expect(await readNumberedPage(few)).not.toHaveProperty('nextCursor');
    const single = numbered(30, 100, withoutTotal);
    expect(await readNumberedPage(single)).not.toHaveProperty('nextCursor');
  });

  it('leaves nothing out when the server gives smaller pages than asked for', async () => {
    const { read } = numbered(120, 100);
    const capped = {
      ...numbered(120, 100),
      read: (page: number, size: number) => read(page, Math.min(size, 50)),
    };
    const items: { id: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await readNumberedPage(capped, { cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(items).toEqual(things(0, 120));
  });

  it.each(['0.10', '1', 'x', '1.0', '../..', '1.10.1'])(
    'refuses the cursor %j before anything is sent',
    async cursor => {
      const server = numbered(25, 10);
      await expect(readNumberedPage(server, { cursor })).rejects.toMatchObject({
        name: 'InputError',
      });
      expect(server.read).not.toHaveBeenCalled();
    },
  );

  it.each([0, -1, 1.5, NaN])('refuses the limit %j', async limit => {
    await expect(
      readNumberedPage(numbered(25, 10), { limit }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('throws rather than leave out what it cannot read', async () => {
    const server = numbered(2, 10, (_, e) => ({ ...e, result: [{}, {}] }));
    await expect(readNumberedPage(server)).rejects.toMatchObject({
      kind: 'invalid-response',
    });
  });
});

describe('readCursoredPage', () => {
  it('passes the cursor on, and throws when it does not move', async () => {
    const server = cursored([{ items: things(0, 2), cursor: 'a' }]);
    expect(await readCursoredPage(server)).toEqual({
      items: things(0, 2),
      nextCursor: 'a',
    });
    await expect(
      readCursoredPage(server, { cursor: 'a' }),
    ).rejects.toMatchObject({ kind: 'invalid-response' });
  });
});
