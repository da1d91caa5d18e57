import { CloudflareApiError } from '../errors';
import {
  cursored,
  numbered,
  source,
  subject,
  things,
  withoutTotal,
} from '../__testUtils__/testLists';
import { problemError } from './envelope';
import { readCursored, readNumbered, readWhole } from './listed';

const failure = () => {
  throw problemError('unavailable', subject, 'it failed');
};

describe('readNumbered', () => {
  it.each([
    [0, 1],
    [1, 1],
    [10, 1],
    [11, 2],
    [95, 10],
  ])('reads %d items in %d requests', async (count, requests) => {
    const server = numbered(count, 10);
    expect(await readNumbered(server)).toEqual({
      items: things(0, count),
      complete: true,
      problems: [],
    });
    expect(server.read).toHaveBeenCalledTimes(requests);
  });

  it.each([
    [5, 1],
    [10, 2],
    [25, 3],
  ])(
    'reads %d items without a total, to a page that is not full',
    async (count, requests) => {
      const server = numbered(count, 10, withoutTotal);
      expect(await readNumbered(server)).toMatchObject({
        items: things(0, count),
        complete: true,
      });
      expect(server.read).toHaveBeenCalledTimes(requests);
    },
  );

  it('understands a server that gives smaller pages than asked for', async () => {
    const read = jest.fn(async (page: number) => ({
      result: things((page - 1) * 4, Math.min(10, page * 4)),
      resultInfo: { per_page: 4, total_count: 10 },
    }));
    const listing = await readNumbered({ ...source, perPage: 100, read });
    expect(listing).toMatchObject({ items: things(0, 10), complete: true });
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('reads the other pages side by side when the total is known', async () => {
    let underWay = 0;
    let most = 0;
    const server = numbered(50, 10);
    const read = async (page: number, size: number) => {
      most = Math.max(most, ++underWay);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
      underWay--;
      return server.read(page, size);
    };
    await readNumbered({ ...server, read });
    expect(most).toBe(4);
  });

  const broken: [
    string,
    ReturnType<typeof numbered>,
    { items: number; kinds: string[] },
  ][] = [
    [
      'a page that fails after a good one',
      numbered(30, 10, (page, e) => (page === 2 ? failure() : e)),
      { items: 20, kinds: ['unavailable'] },
    ],
    [
      'a page that fails after a good one, without a total',
      numbered(30, 10, (page, e) =>
        page === 2 ? failure() : withoutTotal(page, e),
      ),
      { items: 10, kinds: ['unavailable'] },
    ],
    [
      'a server that ignores the page number',
      numbered(30, 10, (_, e) => ({ ...e, result: things(0, 10) })),
      { items: 10, kinds: ['incomplete'] },
    ],
    [
      'a server that ignores the page number, without a total',
      numbered(30, 10, () => ({ result: things(0, 10), resultInfo: {} })),
      { items: 10, kinds: ['incomplete'] },
    ],
    [
      'an empty first page that announces items',
      numbered(30, 10, (_, e) => ({ ...e, result: [] })),
      { items: 0, kinds: ['incomplete'] },
    ],
    [
      'a total that is too high',
      numbered(5, 10, (_, e) => ({ ...e, resultInfo: { total_count: 7 } })),
      { items: 5, kinds: ['incomplete'] },
    ],
    [
      'a total that is too low',
      numbered(5, 10, (_, e) => ({ ...e, resultInfo: { total_count: 3 } })),
      { items: 5, kinds: ['incomplete'] },
    ],
    [
      'a list that shrinks while it is read',
      numbered(25, 10, (page, e) =>
        page === 3 ? { result: [], resultInfo: { total_count: 19 } } : e,
      ),
      { items: 20, kinds: ['incomplete'] },
    ],
    [
      'a last page that announces more by a cursor, without a total',
      numbered(5, 10, (_, { result }) => ({
        result,
        resultInfo: { cursor: 'a' },
      })),
      { items: 5, kinds: ['incomplete'] },
    ],
    [
      'items that come twice',
      numbered(15, 10, (page, e) =>
        page === 2 ? { ...e, result: things(8, 13) } : e,
      ),
      { items: 13, kinds: ['incomplete'] },
    ],
    [
      'items that are not as promised',
      numbered(5, 10, (_, e) => ({
        ...e,
        result: [...things(0, 4), { id: 'four' }],
      })),
      { items: 4, kinds: ['invalid-response'] },
    ],
  ];
  it.each(broken)('never calls %s complete', async (_, server, expected) => {
    const listing = await readNumbered(server);
    expect(listing.complete).toBe(false);
    expect(listing.items).toHaveLength(expected.items);
    expect(listing.problems.map(({ kind }) => kind)).toEqual(expected.kinds);
    expect(server.read.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('ends when a server without totals never ends', async () => {
    const read = jest.fn(async (page: number) => ({
      result: [{ id: page }],
      resultInfo: {},
    }));
    const listing = await readNumbered({ ...source, perPage: 1, read });
    expect(listing.complete).toBe(false);
    expect(read).toHaveBeenCalledTimes(2000);
  });

  it.each([null, {}, 'text'])('throws when the result is %j', async result => {
    const read = async () => ({ result, resultInfo: {} });
    await expect(
      readNumbered({ ...source, perPage: 10, read }),
    ).rejects.toMatchObject({ kind: 'invalid-response' });
  });

  it('throws when the first page fails, and when a later one is aborted', async () => {
    await expect(readNumbered(numbered(5, 10, failure))).rejects.toThrow(
      CloudflareApiError,
    );
    const aborted = numbered(15, 10, (page, e) => {
      if (page === 2) {
        throw new DOMException('aborted', 'AbortError');
      }
      return e;
    });
    await expect(readNumbered(aborted)).rejects.toThrow('aborted');
  });
});

describe('readWhole', () => {
  it.each([{ total_count: '4' }, { cursor: 'a' }])(
    'is incomplete when the server announces more by %j',
    async resultInfo => {
      const read = async () => ({ result: things(0, 3), resultInfo });
      const listing = await readWhole({ ...source, read });
      expect(listing).toMatchObject({ items: things(0, 3), complete: false });
    },
  );
});

describe('readCursored', () => {
  it.each([undefined, '', null])('ends at the cursor %j', async end => {
    const server = cursored([
      { items: things(0, 2), cursor: 'a' },
      { items: things(2, 3), cursor: end },
    ]);
    expect(await readCursored(server)).toMatchObject({
      items: things(0, 3),
      complete: true,
      problems: [],
    });
  });

  it('finds a cursor under `cursors.after` as well', async () => {
    const read = jest
      .fn()
      .mockResolvedValueOnce({
        result: things(0, 1),
        resultInfo: { cursors: { after: 'x' } },
      })
      .mockResolvedValueOnce({ result: things(1, 2), resultInfo: {} });
    expect(await readCursored({ ...source, read })).toMatchObject({
      items: things(0, 2),
      complete: true,
    });
  });

  it('does not follow a cursor that comes twice', async () => {
    const server = cursored([
      { items: things(0, 2), cursor: 'a' },
      { items: things(2, 4), cursor: 'a' },
    ]);
    const listing = await readCursored(server);
    expect(listing).toMatchObject({ items: things(0, 4), complete: false });
    expect(server.read).toHaveBeenCalledTimes(2);
  });

  it('reads on behind empty pages as long as the cursor moves', async () => {
    const server = cursored([
      { items: things(0, 1), cursor: 'a' },
      { items: [], cursor: 'b' },
      { items: [], cursor: 'c' },
      { items: things(1, 3) },
    ]);
    expect(await readCursored(server)).toMatchObject({
      items: things(0, 3),
      complete: true,
      problems: [],
    });
  });

  it.each([0, 2])(
    'is incomplete when it stops at an empty page behind %i items',
    async count => {
      const server = cursored([
        { items: things(0, count), cursor: 'a' },
        { items: [], cursor: 'a' },
      ]);
      const listing = await readCursored(server);
      expect(listing).toMatchObject({
        items: things(0, count),
        complete: false,
        problems: [{ kind: 'incomplete' }],
      });
      expect(server.read).toHaveBeenCalledTimes(2);
    },
  );

  it('ends behind empty pages with ever new cursors', async () => {
    let page = 0;
    const read = jest.fn(async () => ({
      result: [],
      resultInfo: { cursor: `c${page++}` },
    }));
    const listing = await readCursored({ ...source, read });
    expect(listing.complete).toBe(false);
    expect(read).toHaveBeenCalledTimes(10);
  });

  it('keeps what it has when a page fails', async () => {
    const read = jest
      .fn()
      .mockResolvedValueOnce({
        result: things(0, 2),
        resultInfo: { cursor: 'a' },
      })
      .mockImplementation(async () => failure());
    expect(await readCursored({ ...source, read })).toMatchObject({
      items: things(0, 2),
      complete: false,
      problems: [{ kind: 'unavailable' }],
    });
  });
});
