import {
  cursored,
  numbered,
  things,
  withoutTotal,
} from '../__testUtils__/testLists';
import type { Envelope } from './envelope';
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

  it('throws for an empty page where more is announced', async () => {
    const cutOff = (page: number, { result, resultInfo }: Envelope) => ({
      result: page > 1 ? [] : result,
      resultInfo,
    });
    const server = numbered(25, 10, cutOff);
    const { nextCursor: cursor } = await readNumberedPage(server);
    await expect(readNumberedPage(server, { cursor })).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('page 2'),
    });
    const none = numbered(1, 10, (_, e) => ({ ...e, result: [] }));
    await expect(readNumberedPage(none)).rejects.toMatchObject({
      kind: 'incomplete',
    });
  });

  it('takes an empty page for the end where nothing more is announced', async () => {
    expect(await readNumberedPage(numbered(0, 10))).toEqual({
      items: [],
      total: 0,
    });
    expect(
      await readNumberedPage(numbered(10, 10), { cursor: '2.10' }),
    ).toEqual({ items: [], total: 10 });
    const silent = numbered(10, 10, withoutTotal);
    expect(await readNumberedPage(silent, { cursor: '2.10' })).toEqual({
      items: [],
    });
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
