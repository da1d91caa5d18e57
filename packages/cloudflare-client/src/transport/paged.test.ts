import { z } from 'zod';
import type { Envelope, Subject } from './envelope';
import { readCursoredPage, readNumberedPage } from './paged';

const subject: Subject = {
  area: 'account',
  what: 'the things',
  permission: 'Things Read',
};
const schema = z.object({ id: z.number() });
const source = {
  subject,
  schema,
  identify: (item: { id: number }) => String(item.id),
};
const things = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ id: from + i }));
/** A server that pages as it should; `change` breaks it. */
function numbered(
  count: number,
  perPage: number,
  change: (page: number, envelope: Envelope) => Envelope = (_, e) => e,
) {
  const read = jest.fn(async (page: number, size: number) =>
    change(page, {
      result: things((page - 1) * size, Math.min(count, page * size)),
      resultInfo: { page, per_page: size, total_count: count },
    }),
  );
  return { ...source, perPage, read };
}
const withoutTotal = (_: number, { result }: Envelope) => ({
  result,
  resultInfo: {},
});

/** A server that pages by cursor. */
function cursored(pages: { items: object[]; cursor?: unknown }[]) {
  let next = 0;
  return {
    ...source,
    read: jest.fn(async (_cursor?: string): Promise<Envelope> => {
      const { items, cursor } = pages[Math.min(next++, pages.length - 1)];
      return { result: items, resultInfo: { cursor } };
    }),
  };
}

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
