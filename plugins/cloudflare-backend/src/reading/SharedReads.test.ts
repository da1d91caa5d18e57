import { SharedReads } from './SharedReads';

describe('SharedReads', () => {
  it('reads once for all who ask, and keeps it', async () => {
    const reads = new SharedReads<string>({ most: 2 });
    const read = jest.fn(async () => 'a');
    await Promise.all([reads.get('k', read), reads.get('k', read)]);
    await reads.get('k', read);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('forgets a reading that failed', async () => {
    const reads = new SharedReads<string>({ most: 2 });
    const fail = async () => {
      throw new Error('no');
    };
    await expect(reads.get('k', fail)).rejects.toThrow('no');
    await expect(reads.get('k', async () => 'a')).resolves.toBe('a');
  });

  it('keeps no more than it may', async () => {
    const reads = new SharedReads<string>({ most: 2 });
    const read = jest.fn(async () => 'a');
    for (const key of ['1', '2', '3', '1']) {
      await reads.get(key, read);
    }
    expect(read).toHaveBeenCalledTimes(4);
  });
});
