import {
  CfQueue,
  CfQueueConsumer,
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import { collectFor, NOW } from '../__testUtils__/collectFor';
import {
  accountWith,
  down,
  measuredAccount,
  partial,
  resource,
} from '../__testUtils__/postureAccount';

const consumer = (more: Partial<CfQueueConsumer> = {}): CfQueueConsumer => ({
  type: 'worker',
  scriptName: 'worker',
  deadLetterQueue: 'orders-dlq',
  maxRetries: 3,
  ...more,
});
const queue = (name: string, more: Partial<CfQueue> = {}): CfQueue => ({
  id: `id-${name}`,
  name,
  producers: [],
  consumers: [],
  ...more,
});
const orders = (consumers: CfQueueConsumer[], more: Partial<CfQueue> = {}) =>
  queue('orders', { consumers, ...more });
const deadLetters = queue('orders-dlq');
const hour = (ago: number) =>
  new Date(Date.UTC(2026, 2, 1, 12 - ago)).toISOString();

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime()));
afterEach(() => jest.restoreAllMocks());

describe('queue.dlq', () => {
  const collect = (
    items: CfQueue[],
    {
      of = 'orders',
      ...listing
    }: Partial<Listing<CfQueue>> & { of?: string } = {},
  ) =>
    collectFor('queue.dlq', {
      entity: resource('queues', of),
      account: accountWith({
        queues: {
          list: async () => ({
            items,
            complete: true,
            problems: [],
            ...listing,
          }),
        },
      }),
    });

  it('passes when every consumer names one that exists', async () => {
    const pull = consumer({ type: 'http_pull', scriptName: undefined });
    await expect(
      collect([orders([consumer(), pull]), deadLetters]),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { consumers: 2, withoutDeadLetterQueue: 0, withoutMaxRetries: 0 },
      findings: [],
    });
  });

  it('fails for each consumer that names none, or no limit, and for one that is gone', async () => {
    const items = [
      orders([
        consumer({ deadLetterQueue: undefined }),
        consumer({
          type: 'http_pull',
          scriptName: undefined,
          maxRetries: undefined,
        }),
      ]),
    ];
    await expect(collect(items)).resolves.toMatchObject({
      state: 'fail',
      facts: { withoutDeadLetterQueue: 1, withoutMaxRetries: 1 },
      findings: [
        "The consumer 'worker' has no dead-letter queue",
        'The consumer over HTTP does not say how often a message is tried',
        "The dead-letter queue 'orders-dlq' does not exist",
      ],
    });
    await expect(collect([orders([consumer()])])).resolves.toMatchObject({
      state: 'fail',
      facts: { missingDeadLetterQueues: 1 },
    });
  });

  it('is about what is consumed, and not about dead-letter queues', async () => {
    const state = 'not-applicable';
    await expect(collect([orders([])])).resolves.toMatchObject({ state });
    const drained = queue('orders-dlq', {
      consumers: [consumer({ deadLetterQueue: undefined })],
    });
    await expect(
      collect([orders([consumer()]), drained], { of: 'orders-dlq' }),
    ).resolves.toMatchObject({ state });
  });

  it('says of consumers that were not told only what is certain', async () => {
    const cut = { consumersTotal: 2 };
    await expect(
      collect([orders([consumer()], cut), deadLetters]),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
    await expect(
      collect([
        orders([consumer({ maxRetries: undefined })], cut),
        deadLetters,
      ]),
    ).resolves.toMatchObject({ state: 'fail' });
    // It may be the dead-letter queue of a consumer that was not told.
    const other = queue('other', {
      consumers: [consumer()],
      consumersTotal: 2,
    });
    await expect(
      collect([orders([consumer({ deadLetterQueue: undefined })]), other]),
    ).resolves.toMatchObject({ state: 'unknown' });
  });

  it('does not know what is not in a list that was cut short', async () => {
    const listing = { complete: false, problems: [down] };
    await expect(
      collect([orders([consumer()])], listing),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
    await expect(collect([], listing)).resolves.toMatchObject({
      state: 'unknown',
      reason: 'unavailable',
    });
    await expect(collect([])).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-found',
    });
    await expect(
      collectFor('queue.dlq', { entity: resource('queues', 'orders') }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
  });

  it('is stale when the queues were last listed too long ago', async () => {
    const value = {
      byId: new Map([['id-orders', orders([consumer()])]]),
      names: new Set(['orders', 'orders-dlq']),
      complete: true,
      deadLetterQueues: new Set(),
      cutShort: new Set(),
    };
    await expect(
      collectFor('queue.dlq', {
        entity: resource('queues', 'orders'),
        readings: { queues: { value, observedAt: new Date(hour(3)) } },
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('queue.backlog', () => {
  const row = (ago: number, messages?: number, queueId = 'id-orders') => ({
    queueId,
    hour: hour(ago),
    messages,
  });
  const collect = (backlog: object[] | ReturnType<typeof partial>) =>
    collectFor('queue.backlog', {
      entity: resource('queues', 'orders'),
      ...measuredAccount({ queues: { backlog } }),
    });

  it('compares the worst hour of this queue', async () => {
    await expect(
      collect([row(2, 10_000), row(1, 5), row(1, 1e6, 'id-other')]),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { mostMessages: 10_000, lastMessages: 5 },
      sources: [{ name: 'metrics', observedAt: '2026-03-01T11:55:00.000Z' }],
    });
    await expect(collect([row(20, 10_001), row(1, 5)])).resolves.toMatchObject({
      state: 'fail',
    });
  });

  it('does not judge a queue of which nothing was measured', async () => {
    await expect(collect([])).resolves.toMatchObject({
      state: 'not-applicable',
      facts: { mostMessages: null },
    });
    await expect(collect([row(1)])).resolves.toMatchObject({
      state: 'not-applicable',
    });
  });

  it('takes what is not read, or not in the plan, for unknown', async () => {
    await expect(collect(partial('not-entitled'))).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-entitled',
    });
    await expect(
      collect(partial('incomplete', [row(1, 5)])),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
    await expect(
      collect(partial('incomplete', [row(1, 20_000)])),
    ).resolves.toMatchObject({ state: 'fail', atLeast: ['mostMessages'] });
  });

  it('is stale by the end of the window that was read', async () => {
    await expect(
      collectFor('queue.backlog', {
        entity: resource('queues', 'orders'),
        ...measuredAccount({ queues: { backlog: [row(1, 5)] } }),
        now: new Date(NOW.getTime() + 2 * 3_600_000),
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('queue.dlq-empty', () => {
  const collect = (
    messages: number,
    backlog: object[] | ReturnType<typeof partial> = [],
    of = 'orders-dlq',
  ) =>
    collectFor('queue.dlq-empty', {
      entity: resource('queues', of),
      ...measuredAccount(
        {
          queues: { backlog },
        },
        {
          queues: {
            list: async () => ({
              items: [orders([consumer()]), deadLetters],
              complete: true,
              problems: [],
            }),
            backlog: async id => {
              if (id !== 'id-orders-dlq') {
                throw new CloudflareApiError(down);
              }
              return { messages, bytes: 0 };
            },
          },
        },
      ),
    });
  const measured = (...messages: number[]) =>
    messages.map((count, index) => ({
      queueId: 'id-orders-dlq',
      hour: hour(messages.length - index),
      messages: count,
    }));

  it('passes when it is empty, or gets emptier', async () => {
    await expect(collect(0, partial('not-entitled'))).resolves.toMatchObject({
      state: 'pass',
      facts: { isDeadLetterQueue: true, messages: 0 },
    });
    await expect(collect(3, measured(4, 5))).resolves.toMatchObject({
      state: 'pass',
      facts: { messages: 3, messagesBefore: 4, remainingPercent: 75 },
    });
  });

  it('fails when messages stay, or nothing says that they get fewer', async () => {
    // As much less as the average of samples varies by itself.
    await expect(collect(8, measured(10, 12))).resolves.toMatchObject({
      state: 'fail',
      facts: { remainingPercent: 80 },
    });
    await expect(collect(1, measured(0))).resolves.toMatchObject({
      state: 'fail',
    });
    await expect(collect(1)).resolves.toMatchObject({
      state: 'fail',
      facts: { messagesBefore: null, remainingPercent: null },
    });
  });

  it('does not know where they come from without the metrics', async () => {
    await expect(collect(3, partial('not-entitled'))).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-entitled',
    });
  });

  it('is about dead-letter queues only', async () => {
    await expect(collect(0, [], 'orders')).resolves.toMatchObject({
      state: 'not-applicable',
    });
  });
});
