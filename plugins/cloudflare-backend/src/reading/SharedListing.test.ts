import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { problemsOf, SharedListing } from './SharedListing';

const account = { key: 'default', accountId: 'a' } as CloudflareAccount;
const empty = { items: [], complete: true, problems: [] };

describe('SharedListing', () => {
  beforeEach(() => jest.useFakeTimers({ now: 100_000 }));
  afterEach(() => jest.useRealTimers());

  it('recovers from a listing that fails at once', async () => {
    const list = jest.fn().mockImplementation(() => {
      throw new Error('no');
    });
    const listing = new SharedListing({ list, keepMs: 1000, restMs: 10 });
    await expect(listing.get(account)).rejects.toThrow('no');
    jest.setSystemTime(100_011);
    list.mockReset().mockResolvedValue(empty);
    await expect(listing.get(account)).resolves.toEqual({
      listing: empty,
      readAt: 100_011,
    });
  });

  it('keeps nothing for as long as a clock was ahead', async () => {
    const list = jest.fn().mockResolvedValue(empty);
    const listing = new SharedListing({ list, keepMs: 1000, restMs: 10 });
    jest.setSystemTime(100_000 + 86_400_000);
    await listing.get(account);
    jest.setSystemTime(100_000);
    list.mockRejectedValueOnce(new Error('no'));
    await expect(listing.get(account)).rejects.toThrow('no');
    jest.setSystemTime(99_000);
    await expect(listing.get(account)).resolves.toMatchObject({
      readAt: 99_000,
    });
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('tells why an old listing stands in', async () => {
    const list = jest.fn().mockResolvedValue(empty);
    const listing = new SharedListing({ list, keepMs: 1000, restMs: 10 });
    await listing.get(account);
    const error = new CloudflareApiError({
      kind: 'forbidden',
      message: 'no',
    });
    list.mockRejectedValue(error);
    jest.setSystemTime(102_000);
    const stale = { listing: empty, readAt: 100_000, staleBecause: error };
    await expect(listing.get(account)).resolves.toEqual(stale);
    await expect(listing.get(account)).resolves.toEqual(stale);
    expect(list).toHaveBeenCalledTimes(2);
    expect(problemsOf(await listing.get(account))).toEqual([error.problem]);
  });

  it('lets no old listing stand in for a defect of our own', async () => {
    const list = jest.fn().mockResolvedValue(empty);
    const listing = new SharedListing({ list, keepMs: 1000, restMs: 10 });
    expect(problemsOf(await listing.get(account))).toEqual([]);
    list.mockRejectedValue(new TypeError('no'));
    jest.setSystemTime(102_000);
    await expect(listing.get(account)).rejects.toThrow(TypeError);
    await expect(listing.get(account)).rejects.toThrow(TypeError);
  });
});
