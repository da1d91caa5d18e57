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

  it('keeps accounts apart', async () => {
    const other = { key: 'other', accountId: 'b' } as CloudflareAccount;
    await directory.find(account, 'a');
    list.mockResolvedValue(listed([]));
    await expect(directory.find(other, 'a')).rejects.toThrow(`account 'other'`);
  });
});
