import {
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { ResourceDirectory } from './ResourceDirectory';

interface Bucket {
  name: string;
  aliases?: string[];
}

const account = { key: 'default', accountId: 'a' } as CloudflareAccount;
const unavailable = new CloudflareApiError({
  kind: 'unavailable',
  message: 'R2 could not be read',
});

function listed(items: Bucket[], rest?: Partial<Listing<Bucket>>) {
  return { items, complete: true, problems: [], ...rest };
}

describe('ResourceDirectory', () => {
  const list = jest.fn<Promise<Listing<Bucket>>, [CloudflareAccount]>();
  let directory: ResourceDirectory<Bucket>;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    list.mockReset().mockResolvedValue(listed([{ name: 'a' }]));
    directory = new ResourceDirectory<Bucket>({
      product: products.r2,
      list,
      qualifiedName: ({ name }) => name,
      aliases: ({ aliases = [] }) => aliases,
    });
  });
  afterEach(() => jest.useRealTimers());

  it('lists once for requests that come at once, and keeps it ten minutes', async () => {
    await Promise.all(
      Array.from({ length: 50 }, () => directory.find(account, 'a')),
    );
    jest.setSystemTime(599_000);
    await directory.find(account, 'a');
    expect(list).toHaveBeenCalledTimes(1);
    jest.setSystemTime(601_000);
    await directory.find(account, 'a');
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('looks for an unknown name again, at most every 15 seconds', async () => {
    const search = () => directory.find(account, 'new');
    await directory.find(account, 'a');
    await expect(search()).rejects.toMatchObject({
      problem: {
        kind: 'not-found',
        product: 'r2',
        message: expect.stringMatching(/'new'.*account 'default'/),
      },
    });
    expect(list).toHaveBeenCalledTimes(1);
    jest.setSystemTime(16_000);
    list.mockResolvedValue(listed([{ name: 'a' }, { name: 'new' }]));
    await expect(search()).resolves.toEqual({ name: 'new' });
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('never says "not found" of what it could not read', async () => {
    list.mockResolvedValue(
      listed([{ name: 'a' }], {
        complete: false,
        problems: [unavailable.problem],
      }),
    );
    await expect(directory.find(account, 'a')).resolves.toEqual({ name: 'a' });
    await expect(directory.find(account, 'b')).rejects.toMatchObject({
      problem: { kind: 'unavailable' },
    });
  });

  it('throws why the listing failed, without asking again at once', async () => {
    list.mockRejectedValue(unavailable);
    await expect(directory.find(account, 'a')).rejects.toBe(unavailable);
    await expect(directory.find(account, 'a')).rejects.toBe(unavailable);
    expect(list).toHaveBeenCalledTimes(1);
    jest.setSystemTime(16_000);
    list.mockResolvedValue(listed([{ name: 'a' }]));
    await expect(directory.find(account, 'a')).resolves.toBeDefined();
  });

  it('still knows a name when a later listing fails', async () => {
    await directory.find(account, 'a');
    jest.setSystemTime(700_000);
    list.mockRejectedValue(unavailable);
    await expect(directory.find(account, 'a')).resolves.toEqual({ name: 'a' });
    await expect(directory.find(account, 'b')).rejects.toBe(unavailable);
  });

  it('gives nothing older than the caller accepts when a listing fails', async () => {
    await directory.find(account, 'a');
    jest.setSystemTime(700_000);
    list.mockRejectedValue(unavailable);
    await expect(directory.find(account, 'a', 690_000)).rejects.toBe(
      unavailable,
    );
  });

  it('reads anew what is older than the caller accepts', async () => {
    await directory.find(account, 'a');
    jest.setSystemTime(20_000);
    await directory.find(account, 'a', 10_000);
    expect(list).toHaveBeenCalledTimes(2);
    await directory.find(account, 'a', 10_000);
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('lists the qualified names that an ambiguous one fits', async () => {
    list.mockResolvedValue(
      listed([
        { name: 'eu:logs', aliases: ['logs'] },
        { name: 'us:logs', aliases: ['logs', 'us'] },
      ]),
    );
    await expect(directory.find(account, 'logs')).rejects.toMatchObject({
      problem: {
        kind: 'ambiguous',
        message: expect.stringContaining(`'eu:logs', 'us:logs'`),
      },
    });
    await expect(directory.find(account, 'us')).resolves.toMatchObject({
      name: 'us:logs',
    });
  });

  describe('of resources that may have equal names', () => {
    const items = [
      { id: 'id-1', name: 'logs' },
      { id: 'id-2', name: 'logs' },
      { id: 'id-3', name: 'other', aliases: ['logs', 'both'] },
      { id: 'id-4', name: 'id-1', aliases: ['both'] },
    ];
    const byId = (listing: typeof items) =>
      new ResourceDirectory<(typeof items)[0]>({
        product: products.kv,
        list: async () => ({ items: listing, complete: true, problems: [] }),
        qualifiedName: ({ name }) => name,
        nativeId: ({ id }) => id,
        aliases: ({ aliases = [] }) => aliases,
      });

    it('names the ids when an equal name is asked for, and takes them', async () => {
      const equal = byId(items);
      await expect(equal.find(account, 'logs')).rejects.toMatchObject({
        problem: {
          kind: 'ambiguous',
          message: expect.stringMatching(/: 'id-1', 'id-2'$/),
        },
      });
      for (const [name, id] of [
        ['id-2', 'id-2'],
        ['other', 'id-3'],
        ['id-4', 'id-4'],
      ]) {
        await expect(equal.find(account, name)).resolves.toMatchObject({ id });
      }
    });

    it('takes a name before an id and an alias', async () => {
      await expect(byId(items).find(account, 'id-1')).resolves.toMatchObject({
        id: 'id-4',
      });
    });

    it('names by id only what its name does not tell', async () => {
      const aliased = items
        .slice(0, 3)
        .map(item => ({ ...item, aliases: ['both'] }));
      await expect(byId(aliased).find(account, 'both')).rejects.toThrow(
        /: 'id-1', 'id-2', 'other'$/,
      );
    });

    it('takes one that is listed twice as one', async () => {
      await expect(
        byId([items[0], items[0]]).find(account, 'logs'),
      ).resolves.toBe(items[0]);
    });
  });

  describe('of resources that have an id of their own', () => {
    const gone = new CloudflareApiError({
      kind: 'not-found',
      message: 'Cloudflare does not know it',
    });
    let existing: string;
    const read = jest.fn(async ({ id }: { id: string }) => {
      if (id !== existing) {
        throw gone;
      }
      return `what is in ${id}`;
    });
    const listIds = jest.fn(async () => ({
      items: [{ id: existing, name: 'a' }],
      complete: true,
      problems: [],
    }));
    let byId: ResourceDirectory<{ id: string; name: string }>;

    beforeEach(async () => {
      existing = '1';
      byId = new ResourceDirectory({
        product: products.r2,
        list: listIds,
        qualifiedName: ({ name }) => name,
        nativeId: ({ id }) => id,
      });
      await byId.find(account, 'a');
      read.mockClear();
      listIds.mockClear();
    });

    it('reads by the id that it knows', async () => {
      await expect(byId.read(account, 'a', read)).resolves.toBe('what is in 1');
      expect(listIds).not.toHaveBeenCalled();
    });

    it('reads what was made anew under the same name', async () => {
      existing = '2';
      jest.setSystemTime(16_000);
      await expect(byId.read(account, 'a', read)).resolves.toBe('what is in 2');
      expect(listIds).toHaveBeenCalledTimes(1);
      await byId.read(account, 'a', read);
      expect(read).toHaveBeenCalledTimes(3);
    });

    it('lists for it at most every 15 seconds', async () => {
      existing = '2';
      jest.setSystemTime(14_000);
      await expect(byId.read(account, 'a', read)).rejects.toBe(gone);
      expect(listIds).not.toHaveBeenCalled();
    });

    it('does not read again what is listed and not found', async () => {
      jest.setSystemTime(16_000);
      read.mockRejectedValueOnce(gone);
      await expect(byId.read(account, 'a', read)).rejects.toBe(gone);
      expect(read).toHaveBeenCalledTimes(1);
    });

    it('cannot tell while the names cannot be listed', async () => {
      existing = '2';
      jest.setSystemTime(16_000);
      listIds.mockRejectedValueOnce(unavailable);
      await expect(byId.read(account, 'a', read)).rejects.toBe(unavailable);
    });

    it('does not list anew for other failures', async () => {
      jest.setSystemTime(16_000);
      read.mockRejectedValueOnce(unavailable);
      await expect(byId.read(account, 'a', read)).rejects.toBe(unavailable);
      expect(listIds).not.toHaveBeenCalled();
    });
  });

  it('keeps accounts apart', async () => {
    const other = { key: 'other', accountId: 'b' } as CloudflareAccount;
    await directory.find(account, 'a');
    list.mockResolvedValue(listed([]));
    await expect(directory.find(other, 'a')).rejects.toThrow(`account 'other'`);
  });
});
