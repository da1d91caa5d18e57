import {
  CfMetrics,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { AccountMetrics, metricsProblems } from './AccountMetrics';

const MINUTE = 60_000;
const start = Date.parse('2026-11-22T12:00:00Z');
const outage = new CloudflareApiError({
  kind: 'unavailable',
  message: 'Cannot read the analytics of the account',
});

describe('AccountMetrics', () => {
  let now: number;
  let read: jest.Mock;
  let metrics: AccountMetrics;
  let account: CloudflareAccount;
  const complete = {
    kv: { storage: { rows: [], complete: true } },
  } as unknown as CfMetrics;

  beforeEach(() => {
    now = start;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    read = jest.fn(async () => complete);
    metrics = new AccountMetrics();
    account = {
      key: 'default',
      accountId: 'a',
      client: { metrics: { read } },
    } as unknown as CloudflareAccount;
  });
  afterEach(() => jest.restoreAllMocks());

  it('reads a window once for all who ask', async () => {
    await Promise.all([metrics.read(account, {}), metrics.read(account, {})]);
    now += MINUTE;
    await metrics.read(account, {});
    expect(read).toHaveBeenCalledTimes(1);
    await metrics.read({ ...account, accountId: 'b' }, {});
    await metrics.read(account, { from: new Date(now - 120 * MINUTE) });
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('reads anew when the window has moved on', async () => {
    const first = await metrics.read(account, {});
    now += 5 * MINUTE;
    const second = await metrics.read(account, {});
    expect(second.window.to.getTime()).toBe(
      first.window.to.getTime() + 5 * MINUTE,
    );
  });

  it('tells the last figures, and why, when Cloudflare fails', async () => {
    const first = await metrics.read(account, {});
    now += 5 * MINUTE;
    read.mockRejectedValue(outage);
    const second = await metrics.read(account, {});
    expect(second.window).toEqual(first.window);
    expect(metricsProblems(second)).toEqual([outage.problem]);
    await metrics.read(account, {});
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('keeps so many rows, and the newest window whatever it has', async () => {
    const withRows = (length: number) => ({
      kv: { storage: { rows: { length }, complete: true } },
    });
    const hoursAgo = (hours: number) => ({
      from: new Date(start - hours * 60 * MINUTE),
    });
    read.mockResolvedValue(withRows(140_000));
    for (const hours of [2, 3, 2, 4, 2]) {
      await metrics.read(account, hoursAgo(hours));
    }
    expect(read).toHaveBeenCalledTimes(3);
    await metrics.read(account, hoursAgo(3));
    expect(read).toHaveBeenCalledTimes(4);

    read.mockResolvedValue(withRows(1_000_000));
    await metrics.read(account, hoursAgo(5));
    await metrics.read(account, hoursAgo(5));
    expect(read).toHaveBeenCalledTimes(5);
    await metrics.read(account, hoursAgo(3));
    expect(read).toHaveBeenCalledTimes(6);
  });

  it('fails when nothing is known', async () => {
    read.mockRejectedValue(outage);
    await expect(metrics.read(account, {})).rejects.toBe(outage);
  });

  it('gives some nodes, and why figures of those are missing', async () => {
    const storage = { rows: [], complete: false, problem: outage.problem };
    const operations = { rows: [], complete: true };
    read.mockResolvedValue({ kv: { storage, operations } });
    const { window } = await metrics.read(account, {});
    await expect(
      metrics.readOptional(account, {}, ({ kv }) => ({ storage: kv.storage })),
    ).resolves.toEqual({
      window,
      nodes: { storage },
      problems: [outage.problem],
    });
    await expect(
      metrics.readOptional(account, {}, ({ kv }) => ({
        operations: kv.operations,
      })),
    ).resolves.toMatchObject({ nodes: { operations }, problems: [] });
  });

  it('says why there are no nodes where an answer can do without', async () => {
    read.mockRejectedValue(outage);
    await expect(
      metrics.readOptional(account, {}, ({ kv }) => kv),
    ).resolves.toEqual({ problems: [outage.problem] });
    const empty = { from: new Date(start), to: new Date(start) };
    await expect(
      metrics.readOptional(account, empty, ({ kv }) => kv),
    ).rejects.toThrow('from');
  });

  it('soon reads again what lacks something for a passing reason', async () => {
    const storage = { rows: [], complete: false, problem: outage.problem };
    read.mockResolvedValueOnce({ kv: { storage } });
    const partial = await metrics.read(account, {});
    expect(metricsProblems(partial, partial.metrics.kv.storage)).toEqual([
      outage.problem,
    ]);
    now += MINUTE;
    expect((await metrics.read(account, {})).metrics).toBe(complete);
  });
});
