import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { collectFor, NOW } from '../__testUtils__/collectFor';
import {
  down,
  measuredAccount,
  partial,
  resource,
} from '../__testUtils__/postureAccount';

const hour = (ago: number) =>
  new Date(Date.UTC(2026, 2, 1, 12 - ago)).toISOString();
const read = (ago: number, lagTimeMs?: number) => ({
  queueId: 'id-orders',
  hour: hour(ago),
  actionType: 'ReadMessage',
  lagTimeMs,
});
const written = (ago: number) => ({
  queueId: 'id-orders',
  hour: hour(ago),
  actionType: 'WriteMessage',
});
const waiting = (ago: number, messages: number) => ({
  queueId: 'id-orders',
  hour: hour(ago),
  messages,
});

interface Measured {
  operations?: object[] | ReturnType<typeof partial>;
  backlog?: object[] | ReturnType<typeof partial>;
  /** What waits now; by default it cannot be read. */
  now?: { messages: number; oldestMessageAt?: string };
}

describe('queue.lag', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const collect = (
    { now, ...queues }: Measured,
    parameters: { consumerCount?: number; deliveryDelaySeconds?: number } = {},
  ) =>
    collectFor('queue.lag', {
      entity: resource('queues', 'orders', { consumerCount: 1, ...parameters }),
      ...measuredAccount(
        { queues },
        {
          queues: {
            backlog: async () => {
              if (!now) {
                throw new CloudflareApiError(down);
              }
              return { bytes: 0, ...now };
            },
          },
        },
      ),
    });

  it('compares the slowest hour, less the delay that is wanted', async () => {
    const operations = [written(3), read(2, 900_000), read(1, 4_000)];
    await expect(collect({ operations })).resolves.toMatchObject({
      state: 'pass',
      facts: { lagSeconds: 900 },
    });
    const slow = [written(2), read(2, 901_000)];
    await expect(collect({ operations: slow })).resolves.toMatchObject({
      state: 'fail',
    });
    await expect(
      collect({ operations: slow }, { deliveryDelaySeconds: 600 }),
    ).resolves.toMatchObject({ state: 'pass', facts: { lagSeconds: 301 } });
  });

  it('asks for the oldest message where messages wait and none is taken', async () => {
    const stuck = { operations: [read(9, 2_000)], backlog: [waiting(1, 40)] };
    await expect(
      collect({ ...stuck, now: { messages: 40, oldestMessageAt: hour(5) } }),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { lagSeconds: 5 * 3600 },
      sources: expect.arrayContaining([
        expect.objectContaining({ name: 'queue backlog' }),
      ]),
    });
    await expect(
      collect({ ...stuck, now: { messages: 0 } }),
    ).resolves.toMatchObject({ state: 'pass', facts: { lagSeconds: 2 } });
  });

  it('does not take a time that Cloudflare does not tell for no time', async () => {
    const now = { messages: 3 };
    await expect(
      collect({ operations: [written(1)], now }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'not-supported' });
    await expect(
      collect({ operations: [read(3, 2_000), written(1)], now }),
    ).resolves.toMatchObject({ state: 'unknown', atLeast: ['lagSeconds'] });
    await expect(collect({ operations: [read(1)] })).resolves.toMatchObject({
      state: 'unknown',
    });
    await expect(collect({ operations: [written(1)] })).resolves.toMatchObject({
      state: 'unknown',
      reason: 'unavailable',
    });
  });

  it('judges by a part of the metrics only what is too slow', async () => {
    await expect(
      collect({ operations: partial('not-entitled') }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'not-entitled' });
    await expect(
      collect({ operations: partial('incomplete', [read(1, 1_000)]) }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
    await expect(
      collect({ operations: partial('incomplete', [read(1, 1e6)]) }),
    ).resolves.toMatchObject({ state: 'fail' });
    // Whether messages wait is in the other dataset.
    await expect(
      collect({
        operations: [read(1, 1_000)],
        backlog: partial('unavailable'),
      }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
  });

  it('is not about queues that nobody consumes, or that were idle', async () => {
    const state = 'not-applicable';
    await expect(
      collect({ backlog: [waiting(1, 40)] }, { consumerCount: 0 }),
    ).resolves.toMatchObject({ state });
    await expect(collect({})).resolves.toMatchObject({ state });
  });

  it('is stale when the metrics are', async () => {
    await expect(
      collectFor('queue.lag', {
        entity: resource('queues', 'orders', { consumerCount: 1 }),
        ...measuredAccount({ queues: { operations: [read(1, 1_000)] } }),
        now: new Date(NOW.getTime() + 2 * 3_600_000),
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});
